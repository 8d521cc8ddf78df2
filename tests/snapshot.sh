#!/usr/bin/env bash
# Draws the sample in each template with Typst's own compiler, from PyPI, and holds it beside the program's own page.
#   tests/snapshot.sh PROGRAM [TEMPLATE…]
# Wants poppler, and Python with the packages typst, pillow and numpy ($PYTHON).
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1 python=${PYTHON:-python3}
shift
[ $# -gt 0 ] || set -- newspaper-feature tabloid-feature annual-review double-truck-feature red-head leaflet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for template in "$@"; do
  "$program" templates --snapshot data/jingyuan "$work/$template" --template "$template" >/dev/null
  "$program" build data/jingyuan --template "$template" --imposition pages --press office -o "$work/$template.pdf" >/dev/null 2>&1
  "$python" tests/snapshot.py "$work/$template" "$work/$template.pdf"
done
