#!/usr/bin/env bash
# Builds Cellport when that is needed and runs it: ./run.sh [COMMAND] [OPTIONS], see ./run.sh --help.
#   ./run.sh test [--nightly]   every test that CI runs; --nightly: the long ones
#   ./run.sh bench [ARGUMENTS]  the benchmarks
#   ./run.sh cluster-demo       three nodes, an import, and the death of the node that runs it
# A server is not disturbed by a build: the new jar takes the old one's name, not its bytes.
# CELLPORT_JAVA_OPTS holds options for the JVM, JAVA_HOME says which one.
set -euo pipefail

# Where this script lies, also if it was started through links.
script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
  link=$(readlink "$script")
  case $link in
    /*) script=$link ;;
    *) script=$(dirname "$script")/$link ;;
  esac
done
home=$(cd "$(dirname "$script")" && pwd -P)
jar=$home/target/cellport.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

fail() {
  printf 'run.sh: %s\n' "$1" >&2
  exit 1
}

java_major() {
  "$java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1
}

need_java() {
  command -v "$java" >/dev/null || fail "Java 17 or newer is needed, but there is no $java."
  local major
  major=$(java_major)
  [ "${major:-0}" -ge 17 ] || fail "Java 17 or newer is needed, but $java is version ${major:-unknown}."
}

need_maven() {
  command -v mvn >/dev/null || fail 'Maven (mvn) is needed to build Cellport, but it is not installed.'
}

maven() {
  need_java
  need_maven
  (cd "$home" && mvn -B "$@")
}

# Directories count too: their time tells that a file was deleted. conf does not: it is read when a command starts.
outdated() {
  [ ! -f "$jar" ] ||
    [ -n "$(cd "$home" && find pom.xml src/main -newer "$jar" -print | head -n 1)" ]
}

# The jar gets the time at which the build began: what changes meanwhile is built the next time.
build() {
  local log=$home/target/build.log built=$home/target/cellport-built.jar
  printf 'Building Cellport ...\n' >&2
  : >"$home/target/build.begin"
  if ! maven -ntp -Dmaven.test.skip=true -Dcellport.jar="$built" package >"$log" 2>&1; then
    cat "$log" >&2
    fail 'the build failed.'
  fi
  touch -r "$home/target/build.begin" "$built"
  mv -f "$built" "$jar"
}

# Two commands that are started together build once. The lock is not passed on to Java.
build_if_outdated() {
  outdated || return 0
  need_maven
  mkdir -p "$home/target"
  (
    if command -v flock >/dev/null; then flock 9; fi
    if outdated; then build; fi
  ) 9>"$home/target/build.lock"
}

case ${1:-} in
  test)
    shift
    case "$*" in
      '') maven -ntp verify ;;
      --nightly) maven -ntp verify -Pnightly ;;
      *) printf 'usage: run.sh test [--nightly]\n' >&2 && exit 2 ;;
    esac
    ;;
  bench)
    shift
    maven -q -Pbench -DskipTests test-compile
    maven -q -Pbench exec:exec -Dexec.executable="$java" -Dexec.classpathScope=test \
      -Dexec.args="${CELLPORT_JAVA_OPTS:-} -classpath %classpath io.cellport.bench.Bench $*"
    ;;
  cluster-demo)
    need_java
    build_if_outdated
    printf 'Compiling the demo ...\n' >&2
    maven -q -Dquick -DskipTests test-compile
    maven -q -Dquick exec:exec -Dexec.executable="$java" -Dexec.classpathScope=test \
      -Dexec.args="-Dcellport.jar=$jar -classpath %classpath io.cellport.server.cluster.ClusterDemo"
    ;;
  *)
    need_java
    build_if_outdated
    # Unquoted on purpose: several options.
    # shellcheck disable=SC2086
    exec "$java" ${CELLPORT_JAVA_OPTS:-} "-Dcellport.command=$0" "-Dcellport.home=$home" -jar "$jar" "$@"
    ;;
esac
