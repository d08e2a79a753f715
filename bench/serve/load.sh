#!/bin/sh
# Serves a record on one core and asks for lists and details at a fixed rate: bench/serve/load.sh RECORD [SECONDS] [RATE]
set -eu
record=${1:?name a record}
seconds=${2:-20}
rate=${3:-500}
here=$(cd "$(dirname "$0")" && pwd)
program=${REGISTAN:-$here/../../target/release/registan}
port=${PORT:-8690}
base=http://127.0.0.1:$port/api/v1
addresses=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$addresses"' EXIT INT TERM

taskset -c 0 "$program" serve --record "$record" --port "$port" > "$addresses/log" 2>&1 &
server=$!
sleep 1
begun=$(date +%s)
curl -sf -m 600 "$base/overview" > /dev/null || true
until curl -sf -m 600 "$base/overview" > "$addresses/overview"; do sleep 1; done
echo "gathered after $(($(date +%s) - begun)) s; memory $(awk '/VmRSS/ {print int($2 / 1024) " MB"}' "/proc/$server/status")"

# Real identities, spread over the lists.
ids() { # list, pages
    cursor=0
    for _ in $(seq "$2"); do
        curl -sf "$base/$1?limit=500&cursor=$cursor" | tr '{' '\n' | sed -n 's/^"id":"\([0-9a-f]\{32\}\)","'"$3"'.*/\1/p' || true
        echo
        cursor=$((cursor + 7500))
    done | grep .
}
ids events 8 frame | sed 's|^|/api/v1/events/|' > "$addresses/events"
ids statements 4 report | sed 's|^|/api/v1/statements/|' > "$addresses/statements"
ids reports 4 uri | sed 's|^|/api/v1/reports/|' > "$addresses/reports"
# The made-up states that make most of the news.
for state in Q100 Q101 Q102 Q103 Q104 Q105 Q106 Q107 Q108 Q109; do
    for cursor in 0 50 100 150; do
        echo "/api/v1/events?actor=$state&cursor=$cursor"
        echo "/api/v1/statements?actor=$state&cursor=$cursor"
        echo "/api/v1/events?actor=$state&type=ASSAULT&cursor=$cursor"
    done
    [ "$state" = Q100 ] || echo "/api/v1/pairs?actor=Q100&actor=$state"
done > "$addresses/lists"
for cursor in $(seq 0 50 5000); do
    echo "/api/v1/events?cursor=$cursor"
    echo "/api/v1/reports?cursor=$cursor"
    echo "/api/v1/conflicts?cursor=$cursor"
    echo "/api/v1/states?cursor=$cursor"
done >> "$addresses/lists"

# What the first asking for each list takes, before it is kept.
begun=$(date +%s%N)
while read -r address; do curl -s -o /dev/null -w '%{time_total}\n' "http://127.0.0.1:$port$address"; done < "$addresses/lists" | sort -n > "$addresses/first"
awk '{all[NR] = $1} END {printf "first asking of %d lists: median %.0f ms, 99th percentile %.0f ms\n", NR, all[int(NR / 2) + 1] * 1000, all[int(NR * 0.99)] * 1000}' "$addresses/first"

# Processor time of the server so far, in hundredths of a second.
spent() { awk '{print $14 + $15}' "/proc/$server/stat"; }

for kind in lists events statements reports; do
    [ -s "$addresses/$kind" ] || continue
    echo "== $kind: $(wc -l < "$addresses/$kind") addresses"
    before=$(spent)
    python3 "$here/load.py" "http://127.0.0.1:$port" "$addresses/$kind" --rate "$rate" --seconds "$seconds"
    awk -v ticks="$(($(spent) - before))" -v asked="$(awk "BEGIN {print int($rate * $seconds)}")" \
        'BEGIN {printf "processor time of the server: %.2f ms a request\n", ticks * 10 / asked}'
done
echo "memory $(awk '/VmRSS/ {print int($2 / 1024) " MB"}' "/proc/$server/status"); load $(cut -d ' ' -f 1-3 /proc/loadavg)"
