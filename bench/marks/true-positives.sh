#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures how often marked replies of a real model are found at one in a hundred, by length, in some ten minutes.
# Arguments: a model in llama2.c's format; replies (1000); temperatures (0.7,1); schemes (SynthID's two, vLLM's, KGW).
set -eu
model=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/marks -am package -DskipTests
exec "$JAVA_HOME/bin/java" -cp "bench/marks/target/classes:bench/marks/target/lib/*" \
  dev.stillwatch.marksbench.TruePositives "$model" "$@"
