# SPDX-License-Identifier: Apache-2.0
# Sourced by ./stillwatch and ./verify: finds a JDK that can build and run Stillwatch.
# shellcheck shell=sh

# The feature release of the JDK in folder $1; fails where there is no JDK. Reads a file instead of starting Java.
jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r jdk_key jdk_value; do
    if [ "$jdk_key" = JAVA_VERSION ]; then
      jdk_value=${jdk_value#\"}
      jdk_value=${jdk_value%%[!0-9]*}
      [ -n "$jdk_value" ] || return 1
      echo "$jdk_value"
      return 0
    fi
  done <"$1/release"
  return 1
}

# The JDK whose `java` is first on PATH, links followed.
jdk_on_path() {
  jdk_java=$(command -v java) || return 1
  while [ -L "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java")
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=$(dirname "$jdk_java")/$jdk_link ;;
    esac
  done
  (cd "$(dirname "$jdk_java")/.." 2>/dev/null && pwd -P)
}

# Sets JAVA_HOME to a JDK 25 or newer: the one it names already, else the release nearest to 25 that is installed.
find_jdk() {
  jdk_found=$(jdk_release "${JAVA_HOME:-}") || jdk_found=0
  [ "$jdk_found" -ge 25 ] && return 0
  jdk_best=
  jdk_best_release=0
  for jdk_home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "$(jdk_on_path)"; do
    jdk_found=$(jdk_release "$jdk_home") || continue
    if [ "$jdk_found" -ge 25 ] && { [ -z "$jdk_best" ] || [ "$jdk_found" -lt "$jdk_best_release" ]; }; then
      jdk_best=$jdk_home
      jdk_best_release=$jdk_found
    fi
  done
  if [ -z "$jdk_best" ]; then
    cat >&2 <<'MESSAGE'
Stillwatch needs a JDK 25 or newer, and none was found (looked at JAVA_HOME, the usual folders and PATH).
Install one and run this again:
  Debian, Ubuntu   apt install openjdk-25-jdk   (or temurin-25-jdk from https://adoptium.net)
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
or set JAVA_HOME to where it is.
MESSAGE
    return 1
  fi
  JAVA_HOME=$jdk_best
  export JAVA_HOME
}
