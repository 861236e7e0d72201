/** The gateway: HTTP and WebSocket to runtime calls and back. Knows nothing of turns. */
@org.jspecify.annotations.NullMarked
module dev.dowel.server {
    requires transitive dev.dowel.api;
    requires transitive dev.dowel.runtime;
    requires dev.dowel.protocol;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires jdk.management;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.dowel.server;
}
