/** Server and embedded store in one: what an application depends on. */
@org.jspecify.annotations.NullMarked
module dev.dowel.embedded {
    requires transitive dev.dowel.api;
    requires transitive dev.dowel.server;
    requires dev.dowel.rocksdb;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.dowel.embedded;

    // The actor of the training: its class to the runtime, its state to Jackson.
    opens dev.dowel.embedded;
}
