#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures `stillwatch audit` with one thread: megabytes for each second of processor time, and the most memory it holds.
# Arguments: sizes in MB (100 1000), each of which may end in
#   /known   also look rows up in a known set of 20 MB of answers,
#   /served  also look them up in an index of 20 MB of served answers,
#   /both    in both.
# Makes the files in $AUDIT_BENCH_DIR (a temporary folder) and removes them. AUDIT_BENCH_OPTIONS: further options.
set -eu
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
./stillwatch --version >/dev/null
folder=$(mktemp -d "${AUDIT_BENCH_DIR:-${TMPDIR:-/tmp}}/audit-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
ticks=$(getconf CLK_TCK)

make_indexes() {
  [ ! -e "$folder/known" ] || return 0
  "$JAVA_HOME/bin/java" bench/audit/MakeDataSet.java "$folder/answers.jsonl" 20 docs words
  ./stillwatch index build --kind known-set --name bench --out "$folder/known" "$folder/answers.jsonl" >/dev/null 2>&1
  ./stillwatch index build --data-set --index-key "$folder/key.json" --out "$folder/served" "$folder/answers.jsonl" \
    >/dev/null 2>&1
}

for what in "${@:-100}"; do
  megabytes=${what%%/*}
  known=(--known-set "$folder/known")
  served=(--served-index "$folder/served" --index-key "file:$folder/key.json")
  case $what in
    */known) make_indexes && options=("${known[@]}") ;;
    */served) make_indexes && options=("${served[@]}") ;;
    */both) make_indexes && options=("${known[@]}" "${served[@]}") ;;
    *) options=() ;;
  esac
  "$JAVA_HOME/bin/java" bench/audit/MakeDataSet.java "$folder/$megabytes.jsonl" "$megabytes" docs
  STILLWATCH_JAVA_OPTIONS="${STILLWATCH_JAVA_OPTIONS:--Xmx128m}" \
    ./stillwatch audit "$folder/$megabytes.jsonl" --out "$folder/out" --threads 1 "${options[@]}" \
    ${AUDIT_BENCH_OPTIONS:-} >/dev/null 2>"$folder/messages" &
  pid=$!
  peak=0 cpu=0
  while [ -r "/proc/$pid/status" ]; do
    now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2>/dev/null || true)
    used=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | awk '{ print $12 + $13 }' || true)
    peak=${now:-$peak} cpu=${used:-$cpu}
    sleep 0.1
  done
  status=0
  wait "$pid" || status=$?
  # 3: evidence was found.
  [ "$status" = 0 ] || [ "$status" = 3 ] || { cat "$folder/messages" >&2; exit 1; }
  awk -v what="$what" -v mb="$megabytes" -v cpu="$cpu" -v ticks="$ticks" -v peak="$peak" \
    'BEGIN { printf "%s MB: %.1f s of one processor, %.0f MB/s, %.0f MB at most\n", what, cpu / ticks, mb * ticks / cpu, peak / 1024 }'
  rm -rf "$folder/$megabytes.jsonl" "$folder/out"
done
