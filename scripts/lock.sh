#!/bin/sh
# Resolves requirements/*.txt from pyproject.toml for every supported Python, with hashes and without addresses.
set -eu
cd "$(dirname "$0")/.."
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
python3 -m venv "$tool" && "$tool/bin/pip" install --quiet uv
compile() {
    "$tool/bin/uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
        --python-version 3.11 "$@"
}
compile --allow-unsafe requirements/build.in -o requirements/build.txt
compile pyproject.toml -o requirements/run.txt
compile -c requirements/run.txt --extra test pyproject.toml -o requirements/test.txt
compile -c requirements/test.txt --extra test --extra bench pyproject.toml -o requirements/bench.txt
