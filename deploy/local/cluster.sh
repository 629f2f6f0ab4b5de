#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A Kafka broker and a Flink cluster on this machine, each process by itself, for trying out and for tests: made of what
# Maven has fetched for the build, without Docker and without installing anything.
#
#   deploy/local/cluster.sh up      starts what does not run, and waits until it serves; `up kafka` the broker only
#   deploy/local/cluster.sh status  says what runs; status 0 if all of it does, else 3
#   deploy/local/cluster.sh down    stops it; data stays in the folder
#
# Settings, by environment variables:
#   STILLWATCH_LOCAL          folder for data, settings and output of the processes (default: target/local-cluster)
#   KAFKA_PORT, FLINK_PORT    where they listen, on the loopback only (default: 9092, 8081)
#   TASK_MANAGERS, SLOTS      how many, and the slots of each (default: 2, 2)
#   KAFKA_SETTINGS            more lines for the broker's settings
#   STILLWATCH_CLASS_PATH     Kafka's and Flink's jars among others (default: asked of Maven, once)
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd -P)
folder=${STILLWATCH_LOCAL:-$project/target/local-cluster}
kafka_port=${KAFKA_PORT:-9092}
flink_port=${FLINK_PORT:-8081}
task_managers=${TASK_MANAGERS:-2}
slots=${SLOTS:-2}

fail() {
  printf 'cluster.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

say() {
  printf '%s\n' "$1"
}

. "$project/.mvn/find-jdk.sh"

# The names of all processes.
names() {
  printf 'kafka\njobmanager\n'
  seq -f 'taskmanager-%g' 1 "$task_managers"
}

# Whether process $1 runs; its number may have gone to another process since.
runs() {
  [ -f "$folder/$1.pid" ] || return 1
  pid=$(cat "$folder/$1.pid")
  ps -o args= -p "$pid" 2>/dev/null | grep -qF -- "-Dstillwatch.local=$folder/$1 "
}

# All jars that the tests of watch/flink run with.
class_path() {
  if [ -n "${STILLWATCH_CLASS_PATH:-}" ]; then
    printf '%s' "$STILLWATCH_CLASS_PATH"
    return
  fi
  if [ ! -s "$folder/class-path" ] || [ "$project/pom.xml" -nt "$folder/class-path" ] ||
    [ "$project/watch/flink/pom.xml" -nt "$folder/class-path" ]; then
    say "asking Maven for the jars of Kafka and Flink" >&2
    # With the modules it builds on, for they are in no repository.
    (cd "$project" && mvn -B -q -pl watch/flink -am -DskipTests -Dspotless.check.skip=true test-compile \
      dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$folder/class-path.asked") \
      >"$folder/maven.log" 2>&1 || fail "Maven cannot tell the jars; see $folder/maven.log"
    mv "$folder/class-path.asked" "$folder/class-path"
  fi
  cat "$folder/class-path"
}

# Of the class path what an installation of Flink has: neither Stillwatch nor Kafka nor the connector between them.
flink_jars() {
  class_path | tr ':' '\n' |
    grep -E '/(flink-|snakeyaml-engine-|kryo-|reflectasm-|objenesis-|minlog-|commons-(cli|codec|collections|compress|io|lang3|math3)-|RoaringBitmap-|javassist-|async-profiler-|jsr305-|slf4j-api-|lz4-java-|snappy-java-)[^/]*\.jar$' |
    grep -vE '/flink-connector-(kafka|base)-' | paste -sd:
}

kafka_jars() {
  class_path | tr ':' '\n' | grep -E '\.jar$' | grep -vE '/(flink|stillwatch|junit|assertj|duckdb)[^/]*\.jar$' | paste -sd:
}

# start NAME CLASS_PATH OPTIONS... -- PROGRAM ARGUMENTS...
start() {
  name=$1
  jars=$2
  shift 2
  options=()
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  nohup "$JAVA_HOME/bin/java" "-Dstillwatch.local=$folder/$name" "${options[@]}" -XX:+UseSerialGC \
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -Djava.io.tmpdir="$folder/tmp" -cp "$jars" "$@" >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >"$folder/$name.pid"
  say "$name: started, process $!, what it says is in $folder/$name.log"
}

# What GET $1 of the JobManager answers.
asked() {
  # Braces, for bash itself says when nobody listens.
  { exec 3<>"/dev/tcp/localhost/$flink_port"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3
  cat <&3
  exec 3>&-
}

serves() {
  case $1 in
    kafka) { exec 3<>"/dev/tcp/localhost/$kafka_port"; } 2>/dev/null && exec 3>&- ;;
    *) asked /overview | grep -q "\"slots-total\":$((task_managers * slots))[,}]" ;;
  esac
}

# Waits for $1, which process $2 makes serve.
await() {
  for _ in $(seq 1 900); do
    if serves "$1"; then return 0; fi
    runs "$2" || fail "$2 ended; see $folder/$2.log: $(tail -n 3 "$folder/$2.log" | tr '\n' ' ')"
    sleep 0.2
  done
  fail "$1 does not serve within three minutes; see $folder/$2.log"
}

up_kafka() {
  if runs kafka; then
    say "kafka: runs already"
    return
  fi
  jars=$(kafka_jars)
  [ -n "$jars" ] || fail "no jar of Kafka on the class path"
  cat >"$folder/kafka.properties" <<SETTINGS
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:$((kafka_port + 1))
listeners=PLAINTEXT://localhost:$kafka_port,CONTROLLER://localhost:$((kafka_port + 1))
advertised.listeners=PLAINTEXT://localhost:$kafka_port
controller.listener.names=CONTROLLER
log.dirs=$folder/kafka
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
${KAFKA_SETTINGS:-}
SETTINGS
  "$JAVA_HOME/bin/java" -Xmx256m -cp "$jars" kafka.tools.StorageTool format --ignore-formatted \
    -t U3RpbGx3YXRjaExvY2FsMQ -c "$folder/kafka.properties" >"$folder/format.log" 2>&1 ||
    fail "Kafka's folder cannot be set up; see $folder/format.log"
  start kafka "$jars" -Xmx512m -- kafka.Kafka "$folder/kafka.properties"
}

up_flink() {
  jars=
  opened=(--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED
    --add-opens=java.base/java.time=ALL-UNNAMED)
  mkdir -p "$folder/flink"
  for name in $(names | grep -v kafka); do
    if runs "$name"; then
      say "$name: runs already"
      continue
    fi
    [ -n "$jars" ] || jars=$(flink_jars)
    [ -n "$jars" ] || fail "no jar of Flink on the class path"
    case $name in
      jobmanager)
        cat >"$folder/flink/config.yaml" <<SETTINGS
jobmanager.rpc.address: localhost
jobmanager.rpc.port: $((flink_port + 1))
jobmanager.memory.process.size: 1g
rest.address: localhost
rest.bind-address: localhost
rest.port: $flink_port
taskmanager.host: localhost
taskmanager.numberOfTaskSlots: $slots
execution.checkpointing.dir: file://$folder/flink/checkpoints
execution.checkpointing.savepoint-dir: file://$folder/flink/savepoints
SETTINGS
        start "$name" "$jars" -Xmx700m "${opened[@]}" -- \
          org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$folder/flink"
        ;;
      *)
        # Flink's own scripts compute these from the size of the whole.
        start "$name" "$jars" -Xmx900m "${opened[@]}" -- \
          org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$folder/flink" \
          -D taskmanager.cpu.cores="$slots".0 \
          -D taskmanager.memory.task.heap.size=640m -D taskmanager.memory.task.off-heap.size=0 \
          -D taskmanager.memory.framework.heap.size=128m -D taskmanager.memory.framework.off-heap.size=128m \
          -D taskmanager.memory.network.min=64m -D taskmanager.memory.network.max=64m \
          -D taskmanager.memory.managed.size=64m -D taskmanager.memory.jvm-metaspace.size=256m \
          -D taskmanager.memory.jvm-overhead.min=192m -D taskmanager.memory.jvm-overhead.max=192m
        ;;
    esac
  done
}

status() {
  missing=0
  for name in $(names); do
    if runs "$name"; then
      say "$name: runs, process $(cat "$folder/$name.pid")"
    else
      say "$name: does not run"
      missing=1
    fi
  done
  [ $missing -eq 0 ] || exit 3
}

down() {
  # TaskManagers first, and those of an earlier, larger cluster too.
  for file in "$folder"/taskmanager-*.pid "$folder/jobmanager.pid" "$folder/kafka.pid"; do
    [ -f "$file" ] || continue
    name=$(basename "$file" .pid)
    if runs "$name"; then
      kill "$pid"
      for _ in $(seq 1 100); do
        runs "$name" || break
        sleep 0.1
      done
      if runs "$name"; then kill -9 "$pid"; fi
      say "$name: stopped"
    fi
    rm -f "$file"
  done
}

case ${1:-} in
  up)
    find_jdk || exit 1
    mkdir -p "$folder/tmp"
    # Nobody else needs to read what passes through it.
    chmod 700 "$folder"
    up_kafka
    if [ "${2:-}" = kafka ]; then
      await kafka kafka
      say "Kafka serves at localhost:$kafka_port."
      exit 0
    fi
    up_flink
    await kafka kafka
    await flink jobmanager
    say "Kafka serves at localhost:$kafka_port, Flink at http://localhost:$flink_port with $((task_managers * slots)) slots."
    ;;
  status) status ;;
  down) down ;;
  *) fail "say what to do: up, status or down" 2 ;;
esac
