/** The demo, and the patterns that applications of actors are made of. Not published. */
module dev.dowel.examples {
    requires dev.dowel.api;
    requires dev.dowel.client;
    requires dev.dowel.embedded;
    requires dev.dowel.metrics;
    requires dev.dowel.rocksdb;
    requires jdk.httpserver;
    requires static org.jspecify;

    opens dev.dowel.examples to
            dev.dowel.api;
    opens dev.dowel.examples.patterns to
            dev.dowel.api;
}
