#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A TAXII round trip with somebody else's client: the one in Python that OASIS keeps. It reads all that stillwatch intel serve
# offers, page by page, and sends another provider's bundle, which becomes signals.
# Argument: a checkout of oasis-open/cti-taxii-client. It needs python3-requests, python3-tz and python3-six of Debian.
set -eu
if [ $# -ne 1 ] || [ ! -d "$1/taxii2client" ]; then
  echo "usage: bench/sharing/taxii.sh CLIENT   (a checkout of oasis-open/cti-taxii-client)" >&2
  exit 2
fi
client=$(realpath "$1")
cd "$(dirname "$0")/../.."
/usr/bin/python3 -c 'import requests, pytz, six' || {
  echo "bench/sharing: install python3-requests, python3-tz and python3-six" >&2
  exit 2
}
./stillwatch --version >/dev/null
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
port=18095

./stillwatch scan examples/traffic.jsonl.gz --out "$folder/report" >/dev/null 2>"$folder/scan.log" || [ $? -eq 3 ] || {
  cat "$folder/scan.log" >&2
  exit 1
}
campaign=$(/usr/bin/python3 -c 'import json, sys
found = json.load(open(sys.argv[1]))
found = found["campaigns"] if isinstance(found, dict) else found
print(next(each["id"] for each in found if each["verdict"] == "distillation"))' "$folder/report/campaigns.json")
for name in ours theirs; do
  ./stillwatch intel init --store "$folder/$name.db" --name "The $name" >/dev/null
  ./stillwatch intel share "$campaign" --report "$folder/report" --as spring --target reasoning --store "$folder/$name.db" \
    --out "$folder/$name.json" --offer >/dev/null 2>&1
done
openssl rand -hex 32 >"$folder/secret"
chmod 600 "$folder/secret"
./stillwatch intel serve --store "$folder/ours.db" --peer "oasis=file:$folder/secret" --inbox --listen "127.0.0.1:$port" \
  2>"$folder/serve.log" &
server=$!
for _ in $(seq 100); do
  if grep -q 'taxii2' "$folder/serve.log"; then break; fi
  kill -0 "$server" || { cat "$folder/serve.log" >&2; exit 1; }
  sleep 0.2
done

PYTHONPATH="$client" /usr/bin/python3 - "$port" "$folder" <<'PYTHON'
import json
import sys

from taxii2client.v21 import Server, as_pages

port, folder = sys.argv[1:]
secret = open(folder + "/secret").read().strip()
ours = {each["id"]: each for each in json.load(open(folder + "/ours.json"))["objects"]}
theirs = json.load(open(folder + "/theirs.json"))["objects"]
server = Server("http://127.0.0.1:%s/taxii2/" % port, user="oasis", password=secret)
root = server.api_roots[0]
print("discovered:", server.title, "with", len(root.collections), "collections; versions", ", ".join(root.versions))
readable = [each for each in root.collections if each.can_read]
writable = [each for each in root.collections if each.can_write]
read = {}
pages = 0
for collection in readable:
    for page in as_pages(collection.get_objects, per_request=3):
        pages += 1
        for each in page.get("objects", []):
            read[each["id"]] = each
assert read == ours, "what was read is not what was offered: %d of %d objects" % (len(read), len(ours))
print("read:", len(read), "objects in", pages, "pages, each as it was written to the bundle")
collection = readable[0]
manifest = {each["id"] for each in collection.get_manifest().get("objects", [])}
some = sorted(manifest)[0]
assert manifest <= set(ours), "the manifest names what was not offered"
assert collection.get_object(some)["objects"][0] == ours[some], "one object by its id is another"
assert len(collection.object_versions(some)["versions"]) == 1, "an object has one version"
print("manifest, one object and its versions: as offered")
status = writable[0].add_objects({"objects": theirs})
assert status.status == "complete" and status.failure_count == 0, status.failures
print("sent:", status.success_count, "objects of another provider, taken")
refused = writable[0].add_objects({"objects": [{"type": "indicator", "id": "indicator--nonsense"}]})
assert refused.failure_count == 1, "nonsense was taken"
print("sent: nonsense, refused")
PYTHON

./stillwatch intel match --report "$folder/report" --store "$folder/ours.db" --at 2026-11-20 >"$folder/matches" || [ $? -eq 3 ]
signals=$(grep -c 'oasis says suspect' "$folder/matches")
echo "signals of what was sent that fit our campaign: $signals"
