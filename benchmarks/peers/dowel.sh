# Dowel with its RocksDB store, every reply after an fsync. Sourced by the rig.
# DOWEL_CP: class path of the benchmarks module (run.sh sets it). DOWEL_JVM: JVM settings of the server.
# DOWEL_STORE=rocksdb|memory: memory keeps nothing and shows what the disk costs.
# DOWEL_PORT: where it listens, 26500 by default.
# SLEEP_MS: actors sleep after so many idle milliseconds; an hour by default. N5: actors of W5.
PROFILE=dowel
DOWEL_JVM=${DOWEL_JVM:--Xmx1g -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED}
# RocksDB runs ldd at each start to find out, unless it is told.
ls /lib/ld-musl-* >/dev/null 2>&1 || export ROCKSDB_MUSL_LIBC=false
peer_version() { echo "dowel ${DOWEL_VERSION:-} $("$JAVA" -version 2>&1 | head -1) jvm='$DOWEL_JVM' store=${DOWEL_STORE:-rocksdb}"; }
peer_start() { ( mkdir -p "$WORK/dowel"; cd "$WORK/dowel"
  "$JAVA" $DOWEL_JVM -cp "${DOWEL_CP:?class path of the benchmarks module}" dev.dowel.benchmarks.BenchServer ${DOWEL_PORT:-26500} data ${DOWEL_STORE:-rocksdb} ${SLEEP_MS:-3600000} >srv.log 2>&1 & echo $! >srv.pid ); }
peer_kill() { p=$(cat "$WORK/dowel/srv.pid" 2>/dev/null) && kill -9 $p 2>/dev/null; rm -f "$WORK/dowel/srv.pid"; sleep 0.3; }
peer_wipe() { rm -rf "$WORK/dowel/data"; }
peer_up() { kill -0 $(cat "$WORK/dowel/srv.pid" 2>/dev/null || echo 999999999) 2>/dev/null; }
peer_args() { echo "port=${DOWEL_PORT:-26500} pids=$(cat "$WORK/dowel/srv.pid")${N5:+ n5=$N5}"; }
