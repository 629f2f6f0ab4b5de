#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds what is shared against OASIS's JSON schemas of STIX 2.1, by two validators.
# Argument: the folder schemas of oasis-open/cti-stix2-json-schemas, with common, observables, sdos and sros in it.
set -eu
if [ $# -ne 1 ] || [ ! -d "$1/common" ]; then
  echo "usage: bench/sharing/run.sh SCHEMAS   (the folder schemas of oasis-open/cti-stix2-json-schemas)" >&2
  exit 2
fi
schemas=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
. .mvn/find-jdk.sh
find_jdk
[ -e comply/intel/npm/node_modules ] || npm ci --prefix comply/intel/npm --silent --no-audit --no-fund
exec mvn -q -B test -pl comply/intel -am -Dtest='OfficialSchemasCheck,StixWriterTest,RedactionTest,LocalCampaignTest' \
  -Dsurefire.failIfNoSpecifiedTests=false -Dstix.schemas="$schemas"
