#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds the job on Flink against a scan and the gateway's engine, and measures it: some twenty minutes on two processors.
# Needs Linux, 10 GB of memory and 3 GB of disk; leave the machine alone meanwhile.
# Arguments: parts (identical throughput state slots judge; all where none is named).
# $FLINK_BENCH_DIR: where it works and keeps the recorded stream (bench/flink/target/work).
set -eu
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/flink -am package -DskipTests
folder=${FLINK_BENCH_DIR:-bench/flink/target/work}
mkdir -p "$folder"
echo "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown), $(date -u +%Y-%m-%dT%H:%MZ), $(nproc) processors, $(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)"
exec "$JAVA_HOME/bin/java" -Xmx4g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Djava.io.tmpdir="$folder" -cp "bench/flink/target/classes:bench/flink/target/lib/*" \
  dev.stillwatch.flinkbench.FlinkBench "$folder" "$@"
