#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures how many tokens a second one processor scores for a mark, in some six minutes; leave the machine alone
# meanwhile. Arguments: forks, warm-up iterations, measured iterations, milliseconds of each (3 5 5 1000).
set -eu
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/marks -am package -DskipTests
exec "$JAVA_HOME/bin/java" -cp "bench/marks/target/classes:bench/marks/target/lib/*" \
  dev.stillwatch.marksbench.MarksBench "$@"
