#!/bin/sh
# Checks the API against its own description with schemathesis: bench/serve/schemathesis.sh [EXAMPLES] [SEED]
#
# Needs schemathesis (`python3 -m venv VENV && VENV/bin/pip install schemathesis`); SCHEMATHESIS names the program, REGISTAN ours.
# Every operation is asked with so many generated questions, right and wrong ones, on a fresh record of the bundled reports.
set -eu
examples=${1:-25}
seed=${2:-1}
here=$(cd "$(dirname "$0")" && pwd)
program=${REGISTAN:-$here/../../target/release/registan}
schemathesis=${SCHEMATHESIS:-schemathesis}
port=${PORT:-8691}
token=a-token-for-checking-the-api
folder=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT INT TERM

"$program" read "$here/../../examples/reports" --record "$folder/record.db" > /dev/null
"$program" serve --record "$folder/record.db" --port "$port" --token "$token" > "$folder/log" 2>&1 &
server=$!
base=http://127.0.0.1:$port/api/v1
until curl -sf "$base/overview" -H "Authorization: Bearer $token" > /dev/null; do
    kill -0 "$server" || { cat "$folder/log"; exit 1; }
    sleep 0.2
done

# What is asked wrongly must be refused as described, what is asked rightly answered as described, and nothing may fail inside. Methods of
# the examples and coverage phases are asked too, so that undocumented answers show.
SCHEMATHESIS_HOOKS=schemathesis_hooks PYTHONPATH=$here "$schemathesis" run "$base/openapi.json" --url "$base" -H "Authorization: Bearer $token" \
    --phases examples,coverage,fuzzing --checks all --exclude-checks ignored_auth,positive_data_acceptance \
    --max-examples "$examples" --seed "$seed" --continue-on-failure --request-timeout 30 ${SCHEMATHESIS_OPTIONS:-}
