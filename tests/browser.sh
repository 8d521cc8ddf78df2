#!/usr/bin/env bash
# The desk in a real browser: what a clerk does, from an empty folder to a printed page. Installs what it needs.
#   tests/browser.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/banmian}")
if ! command -v chromium >/dev/null || ! command -v node >/dev/null; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  need=(); command -v chromium >/dev/null || need+=(chromium); command -v npm >/dev/null || need+=(nodejs npm)
  $sudo apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
mkdir -p target/browser
cp tests/desk/browser/*.mjs target/browser/
( cd target/browser
  [ -d node_modules/axe-core ] || npm install --silent --no-audit --no-fund --no-save playwright-core@1 axe-core@4 >/dev/null
  CHROMIUM=$(command -v chromium) node clerk.mjs "$program" "$OLDPWD" )
