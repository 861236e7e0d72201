#!/usr/bin/env bash
# How cost grows with stored actors, connections, state and subscribers. Writes docs/plots/growth-*.svg and the tables in
# docs/performance.md.
#   benchmarks/growth.sh [quick]         quick: only the first three sizes of each, to see whether it runs
# Settings (environment): DOWEL_CP (class path of benchmarks; without it the module is built), DOWEL_JVM (JVM settings of the
# server), DOCS (the folder whose performance.md and plots are written; the project's docs).
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
[ -n "${DOWEL_CP:-}" ] || DOWEL_CP=$("$root/benchmarks/classpath.sh")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$java" -Xmx1g ${DOWEL_JVM:+"-Dserver.jvm=$DOWEL_JVM"} --enable-native-access=ALL-UNNAMED -cp "$DOWEL_CP" \
    dev.dowel.benchmarks.Growth "$scratch/growth" "${DOCS:-$root/docs}" "$@" || { code=$?; cat "$scratch/growth/server.err" >&2; exit $code; }
