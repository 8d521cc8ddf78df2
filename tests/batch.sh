#!/usr/bin/env bash
# The long trials of batches, each by itself: a batch that is ended a hundred times, five thousand jobs in one process.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:-release}
for trial in a_batch_that_is_ended_a_hundred_times five_thousand_jobs; do
  cargo test --profile "$profile" --test all "$trial" -- --ignored --nocapture
done
