#!/usr/bin/env bash
# Half load for a long time: is everything flat? Writes docs/plots/soak.svg, soak.csv and the table in docs/performance.md.
#   benchmarks/soak.sh [minutes]          30 unless said otherwise; exit code 1 if something is not flat or a request failed
# Settings (environment): DOWEL_CP (class path of benchmarks; without it the module is built), DOWEL_JVM (JVM settings of the
# server), DOCS (the folder whose performance.md and plots are written; the project's docs).
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
[ -n "${DOWEL_CP:-}" ] || DOWEL_CP=$("$root/benchmarks/classpath.sh")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$java" -Xmx512m ${DOWEL_JVM:+"-Dserver.jvm=$DOWEL_JVM"} --enable-native-access=ALL-UNNAMED -cp "$DOWEL_CP" \
    dev.dowel.benchmarks.Soak "${1:-30}" "$scratch/soak" "${DOCS:-$root/docs}" || { code=$?; cat "$scratch/soak/server.err" >&2; exit $code; }
