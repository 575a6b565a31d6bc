#!/bin/sh
# Makes .venv ready: system libraries by apt where one is missing, then the locked Python packages.
# Usage: set-up.sh run|dev|package     (what will be done with it; asked again, it returns at once)
set -eu
cd "$(dirname "$0")/.."
for_what=$1
venv=.venv
case $for_what in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    package) lock=requirements-package.txt ;;
    *) echo "set-up.sh: run, dev or package" >&2; exit 2 ;;
esac

python=
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11, 3.12 or 3.13 is needed and was not found." >&2
    exit 2
fi

# A line of system-packages.txt: shared library (or command), package, what it is for.
missing=
while read -r library package _; do
    case $library in
        ''|'#'*) continue ;;
        lib*) ldconfig -p 2>/dev/null | grep -qF "$library" || missing="$missing $package" ;;
        *) command -v "$library" >/dev/null || missing="$missing $package" ;;
    esac
done <build_spec/system-packages.txt
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
if [ -n "$missing" ]; then
    echo "Installing system packages:$missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "Ask an administrator for: apt-get install$missing" >&2; exit 2; }
        as_root=sudo
    fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # a list of words on purpose
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

stamp=$venv/.$for_what
digest=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)
if [ "$(cat "$stamp" 2>/dev/null)" = "$digest" ] && [ -x "$venv/bin/python" ]; then
    exit 0
fi
echo "Installing the locked Python packages into $venv (once; a few minutes on a slow line) ..."
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
# The `kiosk` command, straight from this folder.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd >"$site/kiosk.pth"
cat >"$venv/bin/kiosk" <<KIOSK
#!$PWD/$venv/bin/python
import sys
from kiosk.__main__ import main
sys.exit(main())
KIOSK
chmod +x "$venv/bin/kiosk"
echo "$digest" >"$stamp"
