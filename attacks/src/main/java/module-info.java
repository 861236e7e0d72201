/** Attacks on what is guaranteed, and the servers they are made on. Not published. */
module dev.dowel.attacks {
    requires dev.dowel.api;
    requires dev.dowel.client;
    requires dev.dowel.protocol;
    requires dev.dowel.rocksdb;
    requires dev.dowel.server;
    requires io.netty.buffer;
    requires io.netty.common;
    requires java.management;
    requires java.net.http;
    requires jdk.management;
    requires tools.jackson.databind;
    requires static org.jspecify;

    opens dev.dowel.attacks.actors to
            dev.dowel.api;
    opens dev.dowel.attacks.hostile to
            dev.dowel.api,
            tools.jackson.databind;
    opens dev.dowel.attacks.disk to
            dev.dowel.api,
            tools.jackson.databind;
    opens dev.dowel.attacks.kill to
            dev.dowel.api;
}
