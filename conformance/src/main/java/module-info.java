/** The actors and the server that the published clients are run against. Not published. */
module dev.dowel.conformance {
    requires dev.dowel.api;
    requires dev.dowel.rocksdb;
    requires dev.dowel.server;
    requires tools.jackson.databind;
    requires static org.jspecify;

    opens dev.dowel.conformance to
            dev.dowel.api;
    opens dev.dowel.conformance.suite to
            dev.dowel.api;
}
