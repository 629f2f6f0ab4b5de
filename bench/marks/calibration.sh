#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures how often texts without a mark are called marked, for fixed keys on templated text, in half an hour to two.
# Arguments: generated texts (20000); a folder of templated text and a tokenizer.json, - and - for none; schemes (all).
set -eu
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/marks -am package -DskipTests
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "bench/marks/target/classes:bench/marks/target/lib/*" \
  dev.stillwatch.marksbench.Calibration "$@"
