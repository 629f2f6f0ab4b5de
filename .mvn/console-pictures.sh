#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the documentation's pictures of the console again, by the test that looks at every page of it.
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
find_jdk
mvn -q -B -pl respond/console -am test -Dtest=ConsolePicturesTest -Dsurefire.failIfNoSpecifiedTests=false
from=respond/console/target/pictures
to=docs/images
cp $from/overview-light-1280.png $to/console-overview.png
cp $from/queue-light-1280.png $to/console-queue.png
cp $from/case-light-1280.png $to/console-case.png
cp $from/case-dark-1280.png $to/console-case-dark.png
cp $from/policy-light-1280.png $to/console-policy.png
cp $from/evidence-log-light-1280.png $to/console-evidence-log.png
cp $from/case-light-390.png $to/console-phone.png
