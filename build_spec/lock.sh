#!/bin/sh
# Writes requirements*.txt anew from pyproject.toml: exact versions with hashes, for every supported Python.
# Usage: lock.sh [--upgrade]     (without it, versions that still fit stay)
set -eu
cd "$(dirname "$0")/.."
tools=build/lock
[ -x "$tools/bin/uv" ] || { python3 -m venv --clear "$tools" && "$tools/bin/python" -m pip install -qq uv; }

compile() { # FILE [words for uv]
    file=$1
    shift
    "$tools/bin/uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-header pyproject.toml "$@" -o "$file"
    echo "$file"
}
compile requirements.txt "$@"
# The versions of the product are those it is tested and packaged with.
compile requirements-dev.txt --group dev --constraints requirements.txt "$@"
compile requirements-package.txt --group package --constraints requirements.txt "$@"
