#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures `stillwatch weights mark` beside `cp` of the same file: each by turns, three times; medians are printed.
# Arguments: sizes in MB (2000). $WEIGHTS_BENCH_DIR: where the files are made and removed (a temporary folder).
# WEIGHTS_BENCH_OPTIONS: further options of the command. Start of the Java machine included; its heap is 256 MB.
set -eu
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
folder=$(mktemp -d "${WEIGHTS_BENCH_DIR:-${TMPDIR:-/tmp}}/weights-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
rounds=${WEIGHTS_BENCH_ROUNDS:-3}

# Prints seconds by the clock and of processors.
timed() {
  TIMEFORMAT='%R %U %S'
  { time "$@" >/dev/null 2>"$folder/messages"; } 2>"$folder/time" || { cat "$folder/messages" >&2; exit 1; }
  awk 'END { print $1, $2 + $3 }' "$folder/time"
}

median() {
  sort -n "$1" | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'
}

STILLWATCH_JAVA_OPTIONS=${STILLWATCH_JAVA_OPTIONS:--Xmx256m}
export STILLWATCH_JAVA_OPTIONS
# Builds the command where that is needed, which is not to be timed.
./stillwatch --version >/dev/null
for megabytes in "${@:-2000}"; do
  mkdir "$folder/model"
  "$JAVA_HOME/bin/java" bench/weights/MakeLargeModel.java "$folder/model/model.safetensors" "$megabytes"
  rm -f "$folder/cp" "$folder/mark"
  for _ in $(seq "$rounds"); do
    timed cp "$folder/model/model.safetensors" "$folder/copy" >>"$folder/cp"
    rm "$folder/copy"
    # shellcheck disable=SC2086 # options are separated by spaces
    timed ./stillwatch weights mark "$folder/model" --recipient bench --out "$folder/marked" --key "$folder/key.json" \
      --register "$folder/register" ${WEIGHTS_BENCH_OPTIONS:-} >>"$folder/mark"
    rm -rf "$folder/marked" "$folder/register"
  done
  read -r copy copied < <(median "$folder/cp")
  read -r mark marked < <(median "$folder/mark")
  awk -v mb="$megabytes" -v copy="$copy" -v copied="$copied" -v mark="$mark" -v marked="$marked" 'BEGIN {
    printf "%d MB: cp %.1f s (%.1f s of processors), mark %.1f s (%.1f s of processors): %.2f times cp, %.2f GB/s, %.2f GB/s of one processor\n",
      mb, copy, copied, mark, marked, mark / copy, mb / 1000 / mark, mb / 1000 / marked }'
  rm -rf "$folder/model"
done
