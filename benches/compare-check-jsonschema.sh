#!/usr/bin/env bash
# kcamp validate beside check-jsonschema (PyPI): the same 10,000 files and the same schema, in one run.
# Needs python3 with venv, and the network once, for pip. FILES=1000 gives check-jsonschema fewer files.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${CARGO:-cargo}" bench --quiet --bench validate -- "$work/campaigns"

kcamp=${CARGO_TARGET_DIR:-target}/release/kcamp
schema=$work/campaign.schema.json
"$kcamp" schema campaign >"$schema"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install check-jsonschema
count=${FILES:-10000}
begun=$(date +%s.%N)
find "$work/campaigns" -name '*.yaml' | sort | sed -n "1,${count}p" |
  xargs -n "$count" "$work/venv/bin/check-jsonschema" --schemafile "$schema" >/dev/null
ended=$(date +%s.%N)
"$work/venv/bin/check-jsonschema" --version
awk -v n="$count" -v a="$begun" -v b="$ended" \
  'BEGIN { printf "check-jsonschema: %d files in %.1f s, %.0f files/s\n", n, b - a, n / (b - a) }'
