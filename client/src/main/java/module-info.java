/** The Java client, over the public protocol. Knows no runtime. */
@org.jspecify.annotations.NullMarked
module dev.dowel.client {
    requires transitive dev.dowel.api;
    requires transitive dev.dowel.protocol;
    requires transitive java.net.http;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.dowel.client;
}
