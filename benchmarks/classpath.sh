#!/usr/bin/env bash
# Builds the benchmarks and what they need, without tests, and prints the class path to run them with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Inside one build every module's class path names the jars just built; the benchmarks come last.
if ! said=$(./mvnw -q -pl benchmarks -am -DskipTests package exec:exec -Dexec.executable=echo -Dexec.args=%classpath); then
    printf '%s\n' "$said" >&2
    exit 1
fi
# Jars only: the JVM's start-up cache (docs/start-up.md) does not take directories.
jar=$(ls "$PWD"/benchmarks/target/dowel-benchmarks-*.jar | grep -v -e sources -e javadoc | head -n 1)
printf '%s\n' "$said" | tail -n 1 | sed "s#$PWD/benchmarks/target/classes#$jar#"
