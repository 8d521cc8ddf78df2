#!/usr/bin/env bash
# A sheet of thirty pages that the solver made of random reports, to be looked at: target/contact-sheet.png.
# Wants ImageMagick.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf target/contact-sheet
# With the samples' photos in the place of grey stand-ins.
BANMIAN_REAL=1 cargo test --release pages_for_the_contact_sheet -- --ignored >/dev/null
mapfile -t pages < <(ls target/contact-sheet/*.png | head -30)
montage "${pages[@]}" -tile 10x3 -geometry +6+6 -background '#888' target/contact-sheet.png
echo target/contact-sheet.png
