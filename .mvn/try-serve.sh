#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Run by ./verify: starts and stops the service as it is packed. Tests run on a class path that holds more than the
# command is shipped with, so none of them would miss a library that is left out. Needs JAVA_HOME.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "a-secret-for-trying-doors" >"$folder/secret"
cat >"$folder/stillwatch.yaml" <<'YAML'
listen: {port: 0}
upstream: {url: "http://127.0.0.1:9"}
when-blind: serve
admin: {port: 0}
policy: {packs: packs, unsigned: allow}
envoy: {port: 0, accounts-by: api-key, when-late: serve, when-blind: serve, when-unenforceable: refuse}
litellm: {port: 0, secret-file: secret, when-unenforceable: refuse, when-nameless: refuse, when-blind: serve}
otlp: {port: 0, secret-file: secret}
telemetry: {otlp: "http://127.0.0.1:9/v1/traces"}
YAML
cp -r policy/default "$folder/packs"

"$JAVA_HOME/bin/java" -jar cli/target/lib/stillwatch-cli.jar serve --config "$folder/stillwatch.yaml" \
  >"$folder/said" 2>&1 &
service=$!
for _ in $(seq 1 300); do
  if grep -q 'serving http' "$folder/said" || ! kill -0 "$service" 2>/dev/null; then break; fi
  sleep 0.2
done
kill -TERM "$service" 2>/dev/null || true
status=0
wait "$service" || status=$?
if [ "$status" -ne 0 ] || ! grep -q 'serving http' "$folder/said"; then
  echo "verify: the packed service did not start and stop as it should (status $status). It said:" >&2
  cat "$folder/said" >&2
  exit 1
fi
echo "verify: the packed service starts and stops"
