#!/usr/bin/env bash
# Dowel beside other systems, one workload after the other, system after system, so that ratios come from the same minutes.
#   benchmarks/peers/run.sh <rig folder> [workload…]         see docs/benchmarks.md
#
# Workloads: W1 W2 W3 W4 W5 W6 W7 W8 W9 of the rig, `heap` (heap per loaded idle actor, Dowel only) and
#            `syncs` (sync system calls per acknowledgement at 64 connections; needs strace).
# Settings (environment):
#   PEERS="cf pekko diy"  the other systems, as installed in $PEERS_WORK by the rig's README; PEERS="" runs Dowel alone
#   RUNS=3 SECS=4 WARM=3  runs per line, measured seconds per run, warm-up seconds before each run
#   EVENTS=2000           events per run of W4 (a tenth more is sent first as warm-up)
#   DOWEL_CP              class path of the benchmarks module; without it the module is built
#   DOWEL_JVM             JVM settings of the Dowel server
#   HEAP_ACTORS=10000     actors that `heap` loads
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
rig=${1:?usage: run.sh <rig folder> [workload…]}
shift
[ -f "$rig/run.sh" ] && [ -d "$rig/peers.d" ] || { echo "no benchmark rig in $rig" >&2; exit 2; }
workloads=${*:-W9 W1 W2 W3 W4 W7 heap}
peers="dowel ${PEERS-cf pekko diy}"
export RUNS=${RUNS:-3} SECS=${SECS:-4} WARM=${WARM:-3} EVENTS=${EVENTS:-2000}
export PEERS_WORK=${PEERS_WORK:-${TMPDIR:-/tmp}/peers}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

"$java" -version 2>&1 | grep -q '"25' || { echo "JAVA_HOME must name a JDK 25" >&2; exit 2; }
[ -n "${DOWEL_CP:-}" ] || DOWEL_CP=$("$root/benchmarks/classpath.sh") || exit 1
DOWEL_VERSION=$(git -C "$root" describe --always --dirty 2>/dev/null || true)
export DOWEL_CP DOWEL_VERSION

# The rig looks for peers and profiles in its own folder, which may be read-only: work on a copy.
scratch=$(mktemp -d)
cp -r "$rig/." "$scratch" && chmod -R u+w "$scratch"
cp "$here/dowel.properties" "$scratch/profiles/"
cp "$here/dowel.sh" "$scratch/peers.d/"
for profile in "$scratch"/profiles/*.properties; do printf '\nevents=%s\n' "$EVENTS" >>"$profile"; done
lines=$scratch/lines
: >"$lines"

started=""
finish() {
    for peer in $started; do
        (. "$scratch/env.sh" && . "$scratch/peers.d/$peer.sh" && if peer_up; then peer_kill; fi) >/dev/null 2>&1
    done
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM

for workload in $workloads; do
    for peer in $peers; do
        case $workload in
            heap)
                [ "$peer" = dowel ] || continue
                . "$here/dowel.sh"
                for run in $(seq "$RUNS"); do
                    "$java" $DOWEL_JVM -cp "$DOWEL_CP" dev.dowel.benchmarks.ActorHeap "${HEAP_ACTORS:-10000}" |
                        sed "s/^/dowel heap run=$run /" | tee -a "$lines"
                done
                ;;
            syncs)
                started="$started $peer"
                (cd "$scratch" && CONNS=64 bash ./fsync.sh "$peer") | sed "s/^$peer /$peer syncs /" | tee -a "$lines"
                ;;
            *)
                started="$started $peer"
                (cd "$scratch" && bash ./run.sh "$peer" "$workload") | tee -a "$lines"
                ;;
        esac
    done
done

result=$PEERS_WORK/out/dowel-$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$PEERS_WORK/out"
cp "$lines" "$result.log"
"$java" "$here/Table.java" "$result.log" $peers | tee "$result.md"
echo
echo "Every line: $result.log"
