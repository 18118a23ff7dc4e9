"""The entry of the command line: `tmflow`, or `python -m tmflow`."""

from __future__ import annotations

import sys

from tmflow.cli.app import run


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
