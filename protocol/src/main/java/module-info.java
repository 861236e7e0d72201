/** The wire protocol: frames, values, keys, errors and limits. Knows no threads, sockets or stores. */
@org.jspecify.annotations.NullMarked
module dev.dowel.protocol {
    requires transitive dev.dowel.api;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports dev.dowel.protocol;
}
