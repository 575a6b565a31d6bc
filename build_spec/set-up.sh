#!/bin/sh
# Makes .venv ready: system libraries by apt where one is missing, then the locked Python packages.
# Usage: set-up.sh run|dev|package     (what will be done with it; asked again, it returns at once)
# To package has an environment of its own, build/bundle-venv: what is not in it gets into no package.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin # where Debian keeps ldconfig from ordinary users
for_what=${1:-}
venv=.venv
first=${PYTHON:-python3}
system_packages=build_spec/system-packages.txt
case $for_what in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt system_packages="$system_packages build_spec/system-packages-dev.txt" ;;
    package)
        lock=requirements-package.txt
        venv=build/bundle-venv
        first=${PYTHON:-/usr/bin/python3} # Debian's is the faster one, and its libraries have packages to depend on
        system_packages="$system_packages build_spec/system-packages-package.txt"
        ;;
    *) echo "set-up.sh: run, dev or package" >&2; exit 2 ;;
esac

python=
for candidate in "$first" python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11, 3.12 or 3.13 is needed and was not found." >&2
    exit 2
fi

# A line of system-packages*.txt: shared library (or command, or file), package, what it is for.
known=$(ldconfig -p 2>/dev/null || true)
missing=
while read -r library package _; do
    case $library in
        ''|'#'*) continue ;;
        lib*) case $known in *"$library "*) ;; *) missing="$missing $package" ;; esac ;;
        /*) [ -e "$library" ] || missing="$missing $package" ;;
        *) command -v "$library" >/dev/null || missing="$missing $package" ;;
    esac
done <<PACKAGES
$(for list in $system_packages; do cat "$list"; done)
PACKAGES
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing $(basename "$python")-venv"
if [ "$for_what" = package ]; then # the interpreter inside the bundle is a shared library, a package of its own
    missing="$missing $("$python" - <<'LIBRARY'
import pathlib, sys, sysconfig
library = pathlib.Path(*sysconfig.get_config_vars("LIBDIR", "INSTSONAME"))
print("" if library.exists() else "libpython%d.%d" % sys.version_info[:2])
LIBRARY
    )"
    missing=${missing% }
fi
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || { echo "Please install what these Debian packages hold:$missing" >&2; exit 2; }
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "Ask an administrator for: apt-get install$missing" >&2; exit 2; }
        as_root=sudo
    fi
    echo "Installing system packages:$missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # a list of words on purpose
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

digest_of() { # LOCK: what an environment made from it, here, by this script, is known by
    { pwd; cat "$1" build_spec/set-up.sh; } | sha256sum | cut -d' ' -f1
}
if [ "$(cat "$venv/.$for_what" 2>/dev/null)" = "$(digest_of "$lock")" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    exit 0
fi
echo "Installing the locked Python packages into $venv (once; a few minutes on a slow line) ..."
# A virtual environment half made, or whose Python has gone, is made anew.
"$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$venv"
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
if [ "$for_what" = package ]; then
    digest_of "$lock" >"$venv/.$for_what"
    exit 0
fi
# The `kiosk` command, straight from this folder.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd >"$site/kiosk.pth"
cat >"$venv/bin/kiosk" <<KIOSK
#!/bin/sh
exec "$PWD/$venv/bin/python" -P -m kiosk "\$@"
KIOSK
chmod +x "$venv/bin/kiosk"
digest_of "$lock" >"$venv/.$for_what"
# What is needed to work on it or to package it holds all that is needed to run it, in the same versions.
digest_of requirements.txt >"$venv/.run"
