#!/usr/bin/env bash
# Builds Cellport when that is needed and runs it: ./run.sh [COMMAND] [OPTIONS] is bin/cellport of the sources as they are.
#   ./run.sh build              nothing but that
#   ./run.sh test [--nightly]   every test that CI runs; --nightly: the long ones
#   ./run.sh release            target/cellport-VERSION.tar.gz, and the test that unpacks and runs it
#   ./run.sh bench [ARGUMENTS]  the benchmarks
#   ./run.sh cluster-demo       three nodes, an import, and the death of the node that runs it
# A server is not disturbed by a build: the new jar takes the old one's name, not its bytes.
# CELLPORT_JAVA_OPTS holds options for the JVM, JAVA_HOME says which one.
set -euo pipefail

home=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
jar=$home/target/cellport.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

fail() {
  printf 'run.sh: %s\n' "$1" >&2
  exit 1
}

need_java() {
  command -v "$java" >/dev/null || fail "Java 17 or newer is needed, but there is no $java."
  local major
  major=$("$java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1)
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

# Says on a terminal what Maven is doing, in one short line, which is gone when the build is done.
tell() {
  local line doing=starting downloads=0 patience=()
  # Older ones do not tell a time-out from the end.
  if [ "${BASH_VERSINFO[0]}" -ge 4 ]; then patience=(-t 1); fi
  [ -t 2 ] || { cat >/dev/null && return; }
  while true; do
    if IFS= read -r ${patience[@]+"${patience[@]}"} line; then
      case $line in
        *Downloading\ from*) downloads=$((downloads + 1)) ;;
        *---\ *:compile*) doing=compiling ;;
        *---\ *:shade*) doing=packing ;;
      esac
    elif [ $? -le 128 ]; then
      break
    fi
    printf '\r\033[K  %s, %d s, %d downloads' "$doing" "$SECONDS" "$downloads" >&2
  done
  printf '\r\033[K' >&2
}

# The jar gets the time at which the build began: what changes meanwhile is built the next time.
build() {
  local log=$home/target/build.log built=$home/target/cellport-built.jar
  if [ -f "$jar" ]; then
    printf 'Building Cellport ...\n' >&2
  else
    printf 'Building Cellport for the first time: one minute, or more if Maven must download libraries ...\n' >&2
  fi
  : >"$home/target/build.begin"
  if ! maven -Dmaven.test.skip=true -Dcellport.jar="$built" package 2>&1 | tee "$log" | tell; then
    grep -v 'Download.* from' "$log" >&2
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
  build)
    build_if_outdated
    ;;
  test)
    shift
    case "$*" in
      '') maven -ntp verify ;;
      --nightly) maven -ntp verify -Pnightly ;;
      *) printf 'usage: run.sh test [--nightly]\n' >&2 && exit 2 ;;
    esac
    ;;
  release)
    maven -ntp -q verify -DskipUnit -Dit.test=ReleaseIT
    (cd "$home" && ls target/cellport-*.tar.gz)
    ;;
  bench)
    shift
    maven -q -Pbench -DskipTests test-compile
    maven -q -Pbench exec:exec -Dexec.executable="$java" -Dexec.classpathScope=test \
      -Dexec.args="${CELLPORT_JAVA_OPTS:-} -classpath %classpath io.cellport.bench.Bench $*"
    ;;
  cluster-demo)
    build_if_outdated
    printf 'Compiling the demo ...\n' >&2
    maven -q -Dquick -DskipTests test-compile
    maven -q -Dquick exec:exec -Dexec.executable="$java" -Dexec.classpathScope=test \
      -Dexec.args="-Dcellport.jar=$jar -classpath %classpath io.cellport.server.cluster.ClusterDemo"
    ;;
  *)
    build_if_outdated
    CELLPORT_COMMAND=$0 exec "$home/bin/cellport" "$@"
    ;;
esac
