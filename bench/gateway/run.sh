#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures Stillwatch's gateway beside nginx, the Portkey gateway and no gateway at all, in one run of some
# ten minutes. Needs Linux with two processors or more, taskset, nginx and Node.js; leave the machine alone meanwhile.
# The figures go to bench/gateway/target/gateway-bench.{json,md}. Arguments go to the gateway's Java machine.
set -eu
cd "$(dirname "$0")/../.."
for tool in taskset nginx node npm mvn; do
  if ! command -v $tool >/dev/null 2>&1; then
    echo "run.sh: missing: $tool. On Debian: apt-get install util-linux nginx-light nodejs npm maven" >&2
    exit 1
  fi
done
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl bench/gateway -am package -DskipTests
# Portkey 1.15.2 answers no stream with @hono/node-server 1.14 or newer, so package.json holds it to 1.13.8.
npm ci --prefix bench/gateway/portkey --ignore-scripts --silent --no-audit --no-fund

commit=$(git rev-parse HEAD 2>/dev/null || echo unknown)
git diff --quiet HEAD 2>/dev/null || commit="$commit and changes since"
cd bench/gateway
ulimit -n 16384
# Processor 0 sends the requests and plays the model server; processor 1 is the gateways'.
exec taskset -c 0 "$JAVA_HOME/bin/java" -Xmx1g --enable-native-access=ALL-UNNAMED \
  -cp "target/classes:target/lib/*" dev.stillwatch.gatewaybench.GatewayBench \
  portkey/node_modules/@portkey-ai/gateway/build/start-server.js 1 target "$commit" "$@"
