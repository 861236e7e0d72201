/** The embedded actor store: one data directory, one process, every commit synced. */
@org.jspecify.annotations.NullMarked
package dev.dowel.rocksdb;
