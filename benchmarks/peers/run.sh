#!/usr/bin/env bash
# Dowel beside other systems, one workload after the other, system after system, so that ratios come from the same minutes.
#   benchmarks/peers/run.sh <rig folder> [workload…]         see docs/benchmarks.md
#
# Workloads: W1 W2 W3 W4 W5 W6 W7 W8 W9 of the rig; of Dowel alone: `heap` (heap per loaded idle actor), `heap100k` (100,000
#            of them), `stored` (W5 with 100,000 actors), `wake` (one sleeping actor after the other), `alarms` (start with a
#            million sleepers that have an alarm), `sockets` (10,000 idle connections), `queues` (messages through queues);
#            `syncs` (sync system calls per acknowledgement at 64 connections; needs strace). `issue3`: W5 stored wake heap
#            heap100k W8 alarms sockets.
# Settings (environment):
#   PEERS="cf pekko diy"  the other systems, as installed in $PEERS_WORK by the rig's README; PEERS="" runs Dowel alone
#   RUNS=3 SECS=4 WARM=3  runs per line, measured seconds per run, warm-up seconds before each run
#   W7KILL=11 W7SECS=13   seconds of W7 after which it is killed, and after which the load ends
#   PAGE=<page>           also put the table into this page, between <!-- side-by-side --> and <!-- /side-by-side -->
#   EVENTS=2000           events per run of W4 (a tenth more is sent first as warm-up)
#   WARM_ACTORS=10000     actors created before W5 counts, WARM_CALLS=10000 calls made before W8 counts; every system alike
#   DOWEL_CP              class path of the benchmarks module; without it the module is built
#   DOWEL_JVM             JVM settings of the Dowel server
#   DOWEL_TRAINED=yes     the server starts with a start-up cache (docs/start-up.md), made before the first workload; no: without
#   DOWEL_PORT=26500      where the Dowel server listens
#   HEAP_ACTORS=10000     actors that `heap` loads
#   STORED=100000 SLEEPERS=1000000 SOCKETS=10000   sizes of `stored`, `alarms` and `sockets`
#   BACKLOG=100000 PASSED=1000000   messages of `queues` that wait meanwhile, and that pass before heads are read
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
rig=${1:?usage: run.sh <rig folder> [workload…]}
shift
[ -f "$rig/run.sh" ] && [ -d "$rig/peers.d" ] || { echo "no benchmark rig in $rig" >&2; exit 2; }
workloads=${*:-W9 W1 W2 W3 W4 W7 heap}
peers="dowel ${PEERS-cf pekko diy}"
export WARM_ACTORS=${WARM_ACTORS:-10000} WARM_CALLS=${WARM_CALLS:-10000}
export W7SECS=${W7SECS:-13} W7KILL=${W7KILL:-11}
export RUNS=${RUNS:-3} SECS=${SECS:-4} WARM=${WARM:-3} EVENTS=${EVENTS:-2000}
export PEERS_WORK=${PEERS_WORK:-${TMPDIR:-/tmp}/peers}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

"$java" -version 2>&1 | grep -q '"25' || { echo "JAVA_HOME must name a JDK 25" >&2; exit 2; }
[ -n "${DOWEL_CP:-}" ] || DOWEL_CP=$("$root/benchmarks/classpath.sh") || exit 1
DOWEL_VERSION=$(git -C "$root" describe --always --dirty 2>/dev/null || true)
export DOWEL_VERSION

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

. "$here/dowel.sh"
if [ "${DOWEL_TRAINED:-yes}" = yes ]; then
    # The start-up cache is of jars.
    jars=""
    IFS=:
    for entry in $DOWEL_CP; do
        if [ -d "$entry" ]; then
            jar=$(mktemp "$scratch/classes-XXXX.jar")
            "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --create --file "$jar" -C "$entry" . || exit 1
            entry=$jar
        fi
        [ -z "$entry" ] || jars=$jars:$entry
    done
    unset IFS
    DOWEL_CP=${jars#:}
    "$java" $DOWEL_JVM -XX:AOTCacheOutput="$scratch/dowel.aot" -Ddowel.training=true -cp "$DOWEL_CP" \
        dev.dowel.benchmarks.BenchServer 0 "$scratch/none" >"$scratch/training.log" 2>&1
    if [ ! -s "$scratch/dowel.aot" ]; then
        cat "$scratch/training.log" >&2
        exit 1
    fi
    DOWEL_JVM="$DOWEL_JVM -XX:AOTCache=$scratch/dowel.aot"
fi
export DOWEL_CP DOWEL_JVM

# In the rig's own shell: its settings and one system's functions.
rig() {
    (cd "$scratch" && . ./env.sh && . "peers.d/dowel.sh" && "$@")
}

# The rig's runs of W5 and W8 are so short that they would measure the warm-up of the server's runtime.
warm_up() {
    (
        cd "$scratch" && . ./env.sh && . "peers.d/$1.sh" || exit
        case $2 in
            W5) fresh_start && drv W5c "$PROFILE" runs=1 run=warm_ n5="$WARM_ACTORS" $(peer_args) ;;
            W8) fresh_start && drv W8 "$PROFILE" runs=1 calls="$WARM_CALLS" $(peer_args) ;;
        esac >/dev/null
    )
}

bench() {
    class=$1
    shift
    "$java" $DOWEL_JVM -cp "$DOWEL_CP" "dev.dowel.benchmarks.$class" "$@" 2>>"$scratch/bench.log"
}

fresh_start() {
    peer_kill
    peer_wipe
    peer_start
    drv ready "$PROFILE" sincems="$(now)" $(peer_args) >/dev/null
}

# Wakes: every actor has been idle for longer than it stays awake when its turn comes again. Two rounds warm up.
wakes() {
    export SLEEP_MS=200 N5=2000
    fresh_start
    for run in $(seq -1 "$RUNS"); do
        label=wake
        [ "$run" -gt 0 ] || label=wakeWarm
        drv touch "$PROFILE" $(peer_args) label=$label prefix=sl_ cc=1
        sleep 1
    done
    peer_kill
}

stored() {
    export N5=${STORED:-100000}
    fresh_start
    drv W5c "$PROFILE" runs=1 run=st_ $(peer_args) | sed 's/^W5create/storedCreate/'
    for run in $(seq "$RUNS"); do
        peer_kill
        since=$(now)
        peer_start
        drv ready "$PROFILE" prefix=st_c0_ sincems="$since" $(peer_args) | sed "s/^READY/storedFirst actors=$N5/"
        drv touch "$PROFILE" label=storedWake prefix=st_c0_ $(peer_args)
    done
    peer_kill
}

sockets() {
    for run in $(seq "$RUNS"); do
        fresh_start
        "$java" -XX:+UseSerialGC -cp "$DOWEL_CP" dev.dowel.benchmarks.IdleSockets "${DOWEL_PORT:-26500}" "$(cat "$WORK/dowel/srv.pid")" "${SOCKETS:-10000}" |
            sed 's/^/sockets /'
        peer_kill
    done
}

# The sleepers' store, then an empty one: once measured from outside, once from inside.
alarms() {
    peer_kill
    mkdir -p "$WORK/dowel"
    export SLEEPERS=${SLEEPERS:-1000000}
    for run in $(seq "$RUNS"); do
        peer_wipe
        nobody=$(bench StartUp "$WORK/dowel/data")
        peer_wipe
        start_and_time emptyStart
        peer_wipe
        cp -r "$scratch/sleepers" "$WORK/dowel/data"
        sleepers=$(bench StartUp "$WORK/dowel/data")
        printf 'emptyAlarms %s\nalarms actors=%s %s\n' "$nobody" "$SLEEPERS" "$sleepers"
        printf '%s\n%s\n' "$nobody" "$sleepers" | awk -v actors="$SLEEPERS" '
            { match($0, /heapBytes=[0-9]+/); bytes[NR] = substr($0, RSTART + 10, RLENGTH - 10) }
            END { printf "sleeperHeap actors=%d bytes=%.3f\n", actors, (bytes[2] - bytes[1]) / actors }'
        start_and_time "alarmStart actors=$SLEEPERS"
    done
    peer_wipe
}

start_and_time() {
    since=$(now)
    peer_start
    drv ready "$PROFILE" sincems="$since" $(peer_args) | sed "s/^READY/$1/"
    peer_kill
}

# A process for each part, so that none inherits another's garbage.
queues() {
    for part in local http heads; do
        rm -rf "$scratch/queues"
        mkdir "$scratch/queues"
        bench QueueLoad "$scratch/queues" $part runs="$RUNS" secs="$SECS" warm="$WARM" \
            backlog="${BACKLOG:-100000}" passed="${PASSED:-1000000}"
    done
    rm -rf "$scratch/queues"
}

heap() {
    for run in $(seq "$RUNS"); do
        bench ActorHeap "$2" | sed "s/^/$1 run=$run /"
    done
}

dowel_alone() {
    case $1 in
        heap) . "$here/dowel.sh" && heap heap "${HEAP_ACTORS:-10000}" ;;
        heap100k) . "$here/dowel.sh" && heap heap100k 100000 ;;
        alarms)
            . "$here/dowel.sh" && bench SleepersWithAlarms "$scratch/sleepers" "${SLEEPERS:-1000000}" && rig alarms
            rm -rf "$scratch/sleepers"
            ;;
        queues) . "$here/dowel.sh" && queues ;;
        wake) rig wakes ;;
        stored) rig stored ;;
        sockets) rig sockets ;;
        *) return 1 ;;
    esac | sed 's/^/dowel /' | tee -a "$lines"
}

case " $workloads " in
    *" issue3 "*) workloads=${workloads/issue3/W5 stored wake heap heap100k W8 alarms sockets} ;;
esac

# What no durable reply can beat, measured beside the replies that are held against it.
sync_floor() {
    for run in 1 2 3; do
        (. "$here/dowel.sh" && bench SyncFloor "$PEERS_WORK/dowel") | sed 's/^/dowel /' | tee -a "$lines"
    done
}

for workload in $workloads; do
    case $workload in W1 | W3) sync_floor ;; esac
    for peer in $peers; do
        case $workload in
            heap | heap100k | alarms | wake | stored | sockets | queues)
                [ "$peer" = dowel ] || continue
                started="$started $peer"
                dowel_alone "$workload"
                ;;
            syncs)
                started="$started $peer"
                (cd "$scratch" && CONNS=64 bash ./fsync.sh "$peer") | sed "s/^$peer /$peer syncs /" | tee -a "$lines"
                ;;
            *)
                started="$started $peer"
                warm_up "$peer" "$workload"
                (cd "$scratch" && bash ./run.sh "$peer" "$workload") | tee -a "$lines"
                ;;
        esac
    done
done

result=$PEERS_WORK/out/dowel-$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$PEERS_WORK/out"
cp "$lines" "$result.log"
"$java" "$here/Table.java" "$result.log" $peers | tee "$result.md"
[ -z "${PAGE:-}" ] || "$java" -cp "$DOWEL_CP" dev.dowel.benchmarks.plot.MarkedPage "$PAGE" side-by-side "$result.md"
echo
echo "Every line: $result.log"
