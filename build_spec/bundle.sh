#!/bin/sh
# Makes build/bundle/kiosk, the program with all it needs but the system's own libraries, from nothing but the lock.
# Usage: bundle.sh     (asked again when nothing has changed, it returns at once)
set -eu
cd "$(dirname "$0")/.."
build_spec/set-up.sh package
python=build/bundle-venv/bin/python
made=build/bundle
new=build/bundle-new
exec 9>build/bundle.lock # whoever asks meanwhile waits, and finds it made
flock 9

digest() { # what the bundle is made of
    {
        cat build/bundle-venv/.package
        "$python" -c 'import sys; print(sys.version, sys.base_prefix)'
        find kiosk resources LICENSE build_spec/kiosk.spec build_spec/bundle* build_spec/translations.py -type f \
            ! -name '*.pyc' ! -name '*.qm' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    } | sha256sum | cut -d' ' -f1
}
of_now=$(digest)
[ "$(cat "$made/digest" 2>/dev/null)" != "$of_now" ] || exit 0

echo "Making the bundle in $made (about a minute, and 45 MB by apt for notices at the first time) ..."
"$python" build_spec/translations.py
"$python" -m build_spec.bundle_notices
rm -rf "$new"
mkdir -p "$new"
# The times inside the archives, so that the same sources and notices make the same bundle. Source: reproducible-builds.org.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1735689600)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0
"$python" -m PyInstaller --noconfirm --clean --log-level ERROR --distpath "$new" --workpath build/bundle-work \
    build_spec/kiosk.spec
strip --strip-debug "$new"/kiosk/_internal/libpython3.* # one that is not Debian's may bring 15 MB for debuggers
"$python" -m build_spec.bundle_papers "$new/kiosk"
rm -rf build/bundle-work
echo "$of_now" >"$new/digest"
rm -rf "$made"
mv "$new" "$made"
