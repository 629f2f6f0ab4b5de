#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures name screening: entries of each list beside a count apart, alerts on 100,000 ordinary names, recall of treated
# names, screens a second, and the agreement with labelled pairs.
# Arguments: the folder with sdn.csv, alt.csv, add.csv, csl.csv, dpl.txt, UN_consolidated.xml (each may end in .gz);
# optionally a file of labelled pairs with the columns schema, name1, name2, is_match.
set -eu
if [ $# -eq 0 ] || [ ! -d "$1" ]; then
  echo "usage: bench/screening/run.sh LISTS-FOLDER [PAIRS.csv]: the lists come from their publishers, they are not part of the project" >&2
  exit 2
fi
folder=$(realpath "$1")
shift
[ $# -eq 0 ] || set -- "$(realpath "$1")"
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/screening -am package -DskipTests
exec "$JAVA_HOME/bin/java" -cp 'bench/screening/target/classes:bench/screening/target/lib/*' \
  dev.stillwatch.screening.ScreeningBenchmark "$folder" "$@"
