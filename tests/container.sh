#!/usr/bin/env bash
# Tries what examples/container makes, on a machine without Docker: the program in the least Debian of its second stage, with
# the user and the environment that the Containerfile names, without network, on a file system that cannot be written.
# Wants root, to enter the file system.
#   tests/container.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/banmian}")
file=examples/container/Containerfile
base=$(grep '^FROM debian:' "$file" | tail -1 | sed 's/FROM debian:\([a-z]*\).*/\1/')
user=$(grep '^USER ' "$file" | cut -d' ' -f2)
lang=$(grep '^ENV LANG=' "$file" | cut -d= -f2)
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo

if ! command -v mmdebstrap >/dev/null; then
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null
fi
work=$(mktemp -d)
root=$work/root
cleanup() {
  $sudo umount "$root/counties" "$root/out" "$root" 2>/dev/null || true
  $sudo rm -rf "$work"
}
trap cleanup EXIT
chmod 755 "$work"

echo "== $base"
# From where this machine takes its packages.
{ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } \
  | $sudo mmdebstrap --quiet --variant=minbase "$base" "$root" -
$sudo install -m 755 "$program" "$root/usr/local/bin/banmian"
$sudo mkdir -p "$root/counties" "$root/out"
mkdir -p "$work/counties" "$work/out"
cp -r data/yunxiu data/jingyuan "$work/counties/"
chmod -R a+rX "$work/counties"
$sudo chown "$user" "$work/out"

in_container() {
  $sudo unshare --net --mount sh -c '
    mount --bind "$1" "$1" && mount --bind "$2/counties" "$1/counties" && mount --bind "$2/out" "$1/out"
    mount -o remount,bind,ro "$1" && mount -o remount,bind,ro "$1/counties"
    root=$1 user=$3 lang=$4; shift 4
    exec chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin LANG="$lang" banmian "$@"' \
    sh "$root" "$work" "$user" "$lang" "$@"
}

echo "== the program"
in_container --help | grep -q 用法
in_container batch /counties -o /out --workers 2
in_container batch status /out
# The same pages as outside.
"$program" batch data/jingyuan data/yunxiu -o "$work/wanted" >/dev/null
pages() { (cd "$1" && find . -name page.pdf | sort | xargs sha256sum); }
diff <(pages "$work/wanted") <(pages "$work/out")
# What cannot be written is said.
code=0; in_container build /counties/yunxiu/2024 -o /counties/page.pdf || code=$?
[ "$code" = 3 ]
echo "the program runs in the least $base as $user"
