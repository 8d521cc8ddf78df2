#!/usr/bin/env bash
# Tries batches on object stores: builds the program with the feature, and an S3 server that keeps its buckets in a folder.
#   tests/objects.sh [PROFILE]
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:-release}
cargo build --profile "$profile" --features object-store
program=$PWD/target/$profile/banmian
[ -x target/s3/bin/s3s-fs ] || cargo install --quiet --root target/s3 --features binary s3s-fs
server=$PWD/target/s3/bin/s3s-fs
work=$(mktemp -d)
trap 'kill "$id" 2>/dev/null || true; rm -rf "$work"' EXIT

mkdir -p "$work"/buckets/{reports,pages}
cp -r data/yunxiu data/jingyuan "$work/buckets/reports/"
export AWS_ACCESS_KEY_ID=trial AWS_SECRET_ACCESS_KEY=trial AWS_REGION=us-east-1 AWS_ALLOW_HTTP=true
export AWS_ENDPOINT=http://127.0.0.1:18014
"$server" --host 127.0.0.1 --port 18014 --access-key trial --secret-key trial "$work/buckets" >"$work/server" 2>&1 &
id=$!
for _ in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/18014) 2>/dev/null && break; sleep 0.1; done

"$program" batch data/jingyuan data/yunxiu -o "$work/wanted"
pages() { (cd "$1" && find . -name page.pdf | sort | xargs sha256sum); }
pages "$work/wanted" >"$work/sums"
[ "$(wc -l <"$work/sums")" = 2 ]
"$program" batch s3://reports -o s3://pages/2024
diff "$work/sums" <(pages "$work/buckets/pages/2024")
"$program" batch s3://reports -o s3://pages/2024 --dry-run | tee "$work/listed"
[ "$(grep -c $'\tdone\t' "$work/listed")" = 2 ]
echo >>"$work/buckets/reports/yunxiu/2024/report.json"
"$program" batch s3://reports -o s3://pages/2024 --dry-run | grep $'^yunxiu/2024\tchanged'
"$program" batch s3://reports -o s3://pages/2024
"$program" batch status s3://pages/2024
# A folder under its address, and a store that is not there.
"$program" batch "file://$work/buckets/reports" -o "file://$work/files"
diff "$work/sums" <(pages "$work/files")
code=0; "$program" batch s3://nowhere -o s3://pages || code=$?
[ "$code" != 0 ]
echo "object stores hold the same pages"
