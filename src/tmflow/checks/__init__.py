"""Checks look at one unit in its release. One file a check; its id is the file's name; `registry` lists them all.

Quiet and authoritative: a check that is not nearly always right is worse than none. Where two versions agree, the
third is blamed.
"""

from __future__ import annotations

from tmflow.checks.run import run

__all__ = ["run"]
