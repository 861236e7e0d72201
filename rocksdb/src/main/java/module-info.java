/** The embedded actor store, on RocksDB. Knows bytes and addresses, no actor's Java types. */
@org.jspecify.annotations.NullMarked
module dev.dowel.rocksdb {
    requires transitive dev.dowel.runtime;
    requires org.slf4j;
    requires rocksdbjni;

    exports dev.dowel.rocksdb;
}
