#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures how long pages of the console take, beside an empty page of the same server, over a store of 1,000 cases
# and one campaign of 20,000 accounts. Some three minutes, the build included. The figures go to
# bench/console/target/console-bench.{json,md}.
set -eu
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/console -am package -DskipTests

commit=$(git rev-parse HEAD 2>/dev/null || echo unknown)
git diff --quiet HEAD 2>/dev/null || commit="$commit and changes since"
cd bench/console
exec "$JAVA_HOME/bin/java" -Xmx1g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "target/classes:target/lib/*" dev.stillwatch.consolebench.ConsoleBench target "$commit" "$@"
