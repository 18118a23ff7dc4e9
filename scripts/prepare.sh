#!/bin/sh
# Makes or refreshes .venv from the lock: prepare.sh run|test|bench
# Safe to interrupt: a level counts as installed only when its stamp, written last, matches the lock.
set -eu
cd "$(dirname "$0")/.."
level=${1:-run}
venv=.venv
locks="requirements/build.txt requirements/$level.txt"
stamp=$venv/.tmflow-$level

say() { printf '%s\n' "$*" >&2; }
fail() { say "tmflow: $*"; exit 1; }

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer was not found. On Debian: apt-get install python3 python3-venv, then run this again."
}

make_venv() {
    python=$(find_python)
    if [ -x $venv/bin/python ] && $venv/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    rm -rf $venv
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        fail "Python's venv module is missing. On Debian: apt-get install python3-venv, then run this again."
    fi
    "$python" -m venv $venv || fail "The environment .venv could not be made; is the disk full or the folder read-only?"
}

install() {
    options="--quiet --disable-pip-version-check --no-input --require-hashes --no-build-isolation"
    if [ -d wheelhouse ]; then
        options="$options --no-index --find-links wheelhouse"
    fi
    # shellcheck disable=SC2086
    $venv/bin/python -m pip install $options -r "$1" || {
        if [ -d wheelhouse ]; then
            fail "wheelhouse/ does not hold what $1 asks for. Run make wheelhouse again on a connected machine with the same Python version, and copy the folder here."
        fi
        fail "The packages of $1 could not be fetched; is there a network? Without one: run make wheelhouse on a connected machine, copy the folder wheelhouse/ here, and run this again."
    }
}

wanted=$(cat $locks pyproject.toml | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x $venv/bin/tmflow ]; then
    exit 0
fi
say "Preparing .venv ($level); the first time takes a minute or two."
make_venv
for lock in $locks; do
    install "$lock"
done
$venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-index --no-deps --no-build-isolation --editable . ||
    fail "tmflow itself could not be installed into .venv; remove the folder .venv and run this again."
printf '%s' "$wanted" > "$stamp.new"
mv "$stamp.new" "$stamp"
