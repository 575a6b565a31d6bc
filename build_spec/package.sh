#!/bin/sh
# Makes dist/smart-stop-kiosk_VERSION_amd64.deb; at once where it is there and nothing has changed.
# Usage: package.sh [--version VERSION] [--bundle DIR] [--out DIR] [--fast]
#   --version  in place of the program's own, --bundle in place of a new one: for tests of upgrades
#   --fast     hardly compressed, for tests
# The same sources make the same bytes: every time in it is that of the last change of the sources.
set -eu
umask 022
cd "$(dirname "$0")/.."
version=
bundle=
out=dist
# Level 6 makes it an eighth smaller and takes ten times as long.
compression="-Zxz -z1 --threads-max=$(nproc)"
while [ $# -gt 0 ]; do
    case $1 in
        --version) version=$2; shift 2 ;;
        --bundle) bundle=$2; shift 2 ;;
        --out) out=$2; shift 2 ;;
        --fast) compression="-Zzstd -z1"; shift ;;
        *) echo "package.sh: $1 is not known; see the head of this file" >&2; exit 2 ;;
    esac
done
[ -n "$version" ] || version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' kiosk/__init__.py)
if [ -z "$bundle" ]; then
    build_spec/bundle.sh
    bundle=build/bundle/kiosk
fi
[ -x "$bundle/kiosk" ] || { echo "package.sh: $bundle holds no program kiosk" >&2; exit 2; }
sources="build_spec kiosk resources docs CHANGELOG.md LICENSE"
if [ -z "${SOURCE_DATE_EPOCH-}" ]; then
    # shellcheck disable=SC2086  # a list of words on purpose
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct -- $sources 2>/dev/null || true)
    # Without a history, as in an unpacked archive: the time of the changelog.
    [ -n "$SOURCE_DATE_EPOCH" ] || SOURCE_DATE_EPOCH=$(stat -c %Y CHANGELOG.md)
fi
export SOURCE_DATE_EPOCH

package=$out/smart-stop-kiosk_${version}_amd64.deb
stamp=$out/.smart-stop-kiosk_$version.made # from when, as what
made_as="$SOURCE_DATE_EPOCH $compression $bundle"
if [ -e "$package" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$made_as" ] &&
    [ -z "$(find "$bundle" build_spec docs resources/kiosk.toml CHANGELOG.md -path '*/__pycache__*' -prune -o -newer "$stamp" -print -quit)" ]; then
    echo "$package is up to date."
    exit 0
fi

mkdir -p "$out" build
root=$(mktemp -d "$(pwd)/build/package.XXXXXX")
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$root"
debian=build_spec/debian
share=$root/usr/lib/smart-stop-kiosk
doc=$root/usr/share/doc/smart-stop-kiosk
put() { # MODE FILE FOLDER [NAME]: there, from the root of the package
    install -D -m "$1" "$2" "$root/$3/${4:-$(basename "$2")}"
}

mkdir -p "$share" "$doc" "$root/usr/bin" "$root/DEBIAN"
cp -a --reflink=auto "$bundle" "$share/bundle"
ln -s ../lib/smart-stop-kiosk/current/kiosk "$root/usr/bin/kiosk"
for script in "$debian"/libexec/* build_spec/update/* build_spec/session/session; do
    put 755 "$script" usr/lib/smart-stop-kiosk/libexec
done
cp -R build_spec/session/compositors "$share/libexec/compositors"
for unit in build_spec/systemd/*; do
    put 644 "$unit" usr/lib/systemd/system
done
put 644 $debian/apparmor.profile usr/lib/smart-stop-kiosk
put 644 $debian/sysusers.conf usr/lib/sysusers.d smart-stop-kiosk.conf
put 644 $debian/tmpfiles.conf usr/lib/tmpfiles.d smart-stop-kiosk.conf
put 644 $debian/udev.rules usr/lib/udev/rules.d 85-smart-stop-kiosk.rules
put 644 $debian/polkit.rules usr/share/polkit-1/rules.d 50-smart-stop-kiosk.rules
put 644 $debian/sysctl.conf usr/lib/sysctl.d 60-smart-stop-kiosk.conf
for part in logind journald system; do
    put 644 $debian/$part.conf usr/lib/systemd/$part.conf.d 60-smart-stop-kiosk.conf
done
put 644 $debian/lintian-overrides usr/share/lintian/overrides smart-stop-kiosk
put 644 $debian/copyright usr/share/doc/smart-stop-kiosk
put 644 resources/kiosk.toml usr/share/doc/smart-stop-kiosk/examples
cp -R docs/. "$doc/"
python3 build_spec/debian_changelog.py "$version" "$SOURCE_DATE_EPOCH" | gzip -9n >"$doc/changelog.gz"
mkdir -p "$root/usr/share/man/man1"
gzip -9n <$debian/kiosk.1 >"$root/usr/share/man/man1/kiosk.1.gz"

# One set of modes, whatever the umask of who builds: a library is no program.
find "$root" -type d -exec chmod 755 {} +
find "$share/bundle" "$share/libexec/compositors" "$doc" -type f -exec chmod 644 {} +
chmod 755 "$share/bundle/kiosk"
find "$share/bundle" -type f -name QtWebEngineProcess -exec chmod 755 {} +

for script in postinst prerm postrm; do
    put 755 $debian/$script DEBIAN
done
{
    # One line for each field but the description: Debian Policy, 5.3.
    sed '/^#/d' $debian/control | awk '
        /^Description:/ { text = 1 }
        NR > 1 && (text || !/^ /) { print "" }
        { printf "%s", $0 }
        END { print "" }'
    echo "Version: $version"
    # As Debian Policy, 5.6.20, counts it: the same on every file system.
    echo "Installed-Size: $(find "$root" -path "$root/DEBIAN" -prune -o '(' -type f -o -type l ')' -printf '%s\n' \
        -o -printf '1\n' | awk '{ size += int(($1 + 1023) / 1024) } END { print size }')"
} >"$root/DEBIAN/control"
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
# shellcheck disable=SC2086  # a list of words on purpose
dpkg-deb --root-owner-group $compression --build "$root" "$package" >/dev/null
printf '%s\n' "$made_as" >"$stamp"
echo "$package: $(du -m --apparent-size "$package" | cut -f1) MB"
