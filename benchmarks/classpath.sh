#!/usr/bin/env bash
# Builds the benchmarks and what they need, without tests, and prints the class path to run them with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Inside one build every module's class path names the jars just built; the benchmarks come last.
./mvnw -q -pl benchmarks -am -DskipTests package org.codehaus.mojo:exec-maven-plugin:exec \
    -Dexec.executable=echo -Dexec.args=%classpath | tail -n 1
