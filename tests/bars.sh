#!/usr/bin/env bash
# All of the solver's bars, which take a quarter of an hour: three hundred random reports and their lines, tabloids and booklets,
# hard reports, reports of any length in each template.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo test --release --test all -- --ignored --nocapture three_hundred hardly_a_line random_reports_fill_several hard_reports
for template in newspaper-feature tabloid-feature annual-review; do
  BANMIAN_SEEDS=8 BANMIAN_TEMPLATE=$template cargo test --release --test all -- --ignored --nocapture reports_of_any_length
done
