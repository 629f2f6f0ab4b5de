#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the vault beside gpg, in one run: a file of random bytes is encrypted and opened by both, turn and turn about.
# Arguments: a folder with room for six times the file, best in memory or on a fast disk; gigabytes of the file (default 2);
# rounds (default 3).
set -eu
if [ $# -eq 0 ] || [ ! -d "$1" ]; then
  echo "usage: bench/release/run.sh FOLDER [GB] [ROUNDS]" >&2
  exit 2
fi
folder=$(realpath "$1")/release-bench
gigabytes=${2:-2}
rounds=${3:-3}
command -v gpg >/dev/null || { echo "bench/release: install gpg, which is measured beside it" >&2; exit 2; }
cd "$(dirname "$0")/../.."
./stillwatch --version >/dev/null
rm -rf "$folder"
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/model" "$folder/home"
chmod 700 "$folder/home"
head -c "${gigabytes}000000000" /dev/urandom >"$folder/model/weights.bin"
TIMEFORMAT='%R %U %S'

# Runs a command and prints gigabytes a second by the clock and by processor time.
measured() {
  what=$1
  shift
  { time "$@" >"$folder/out" 2>"$folder/err"; } 2>"$folder/time" || { cat "$folder/err" >&2; exit 1; }
  awk -v what="$what" -v gb="$gigabytes" \
    '{printf "%-28s %6.2f GB/s by the clock, %6.2f GB a processor second\n", what, gb / $1, gb / ($2 + $3)}' "$folder/time"
}

encrypt_by_gpg() {
  rm -f "$folder/by.gpg"
  gpg --homedir "$folder/home" --batch --quiet --passphrase x --pinentry-mode loopback --symmetric --cipher-algo AES256 \
    --compress-algo none --output "$folder/by.gpg" "$folder/model/weights.bin"
}

open_by_gpg() {
  rm -f "$folder/plain"
  gpg --homedir "$folder/home" --batch --quiet --passphrase x --pinentry-mode loopback --output "$folder/plain" \
    --decrypt "$folder/by.gpg"
  rm -f "$folder/plain"
}

vault="--vault $folder/vault --vault-key $folder/vault-key.json"
store="--store $folder/releases.db"
rules="--packs policy/releases --unsigned allow --approvers $folder/ann.pub --approvers $folder/cid.pub"
samples=docs/samples/releases

# Everything that a copy needs before it may be made.
release() {
  ./stillwatch party add $samples/recipient.json $samples/owner.json --store "$folder/parties.db"
  ./stillwatch policy keygen "$folder/ann"
  ./stillwatch policy keygen "$folder/cid"
  ./stillwatch release keygen --key "$folder/lab.json" --out "$folder/lab.public.json"
  ./stillwatch release request $samples/request.json --model $samples/model.json $store
  ./stillwatch release decide r-1 --packs policy/releases --unsigned allow --parties "$folder/parties.db" \
    --lists docs/samples/parties/lists $store
  for who in ann cid; do
    ./stillwatch release approve r-1 --key "$folder/$who.key" --approvers "$folder/ann.pub" --approvers "$folder/cid.pub" $store
  done
  ./stillwatch release copy r-1 --unmarked $vault $store $rules --out "$folder/handover"
  ./stillwatch release keys r-1 --recipient-key "$folder/lab.public.json" --out "$folder/grant.json" $vault $store $rules
}

store_in_vault() {
  rm -rf "$folder/vault"
  ./stillwatch release store "$folder/model" --model aurora-2 $vault
}

open_copy() {
  rm -rf "$folder/opened"
  ./stillwatch release open "$folder/handover" --grant "$folder/grant.json" --key "$folder/lab.json" --out "$folder/opened"
  rm -rf "$folder/opened"
}

for round in $(seq "$rounds"); do
  echo "round $round of $rounds, $gigabytes GB"
  measured "gpg --symmetric, AES-256" encrypt_by_gpg
  measured "release store" store_in_vault
done
release >"$folder/out" 2>"$folder/err" || { cat "$folder/err" >&2; exit 1; }
for round in $(seq "$rounds"); do
  echo "round $round of $rounds, $gigabytes GB"
  measured "gpg --decrypt" open_by_gpg
  measured "release open" open_copy
done
