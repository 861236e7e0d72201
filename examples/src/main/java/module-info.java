/** The demo: two actors, a server with both, and clients that use them. Not published. */
module dev.dowel.examples {
    requires dev.dowel.api;
    requires dev.dowel.client;
    requires dev.dowel.embedded;
    requires static org.jspecify;

    opens dev.dowel.examples to
            dev.dowel.api;
}
