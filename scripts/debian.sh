#!/bin/sh
# Installs Debian packages when a command is missing and this user may: debian.sh COMMAND=PACKAGE...
# COMMAND may be a file's path. Says in one sentence what to do where it may not; never fails.
set -u
missing=""
for pair in "$@"; do
    probe=${pair%%=*}
    case $probe in
        /*) [ -e "$probe" ] ;;
        *) command -v "$probe" >/dev/null 2>&1 ;;
    esac || missing="$missing ${pair#*=}"
done
[ -n "$missing" ] || exit 0
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="no"; fi
fi
if [ "$as_root" = "no" ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing:$missing. Tests that need them are skipped; to run them: apt-get install$missing" >&2
    exit 0
fi
echo "Installing Debian's$missing" >&2
log=$(mktemp)
# shellcheck disable=SC2086
if ! { $as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 3 "$log" >&2
    echo "Debian's$missing could not be installed. Tests that need them are skipped." >&2
fi
rm -f "$log"
