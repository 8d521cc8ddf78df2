#!/usr/bin/env bash
# The tests build the shared crates with the features that the program has: README's second command compiles nothing of
# Typst anew. Prints the crates that would be built twice, and fails if there are any.
set -euo pipefail
cd "$(dirname "$0")/.."
list() { cargo tree --offline -e "$1" -f '{p}|{f}' --prefix none | sed 's/ (\*)$//' | sort -u; }
program=$(list normal,build)
tests=$(list normal,build,dev)
twice=$(comm -13 <(echo "$program") <(echo "$tests") | cut -d'|' -f1 | while read -r crate; do
  grep -F "$crate|" <<<"$program" || true
done)
if [ -n "$twice" ]; then
  echo "built once more for the tests, with other features:" >&2
  echo "$twice" >&2
  exit 1
fi
echo "the tests share every crate with the program"
