/** Attacks on what is guaranteed, and the servers they are made on. Not published. */
module dev.dowel.attacks {
    requires dev.dowel.api;
<<<<<<< HEAD
    requires dev.dowel.client;
=======
>>>>>>> 37dc1cc (Hostile clients and storms, with oracles for every byte that comes back)
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

<<<<<<< HEAD
    opens dev.dowel.attacks.actors to
            dev.dowel.api;
=======
    opens dev.dowel.attacks.hostile to
            dev.dowel.api,
            tools.jackson.databind;
>>>>>>> 37dc1cc (Hostile clients and storms, with oracles for every byte that comes back)
    opens dev.dowel.attacks.disk to
            dev.dowel.api,
            tools.jackson.databind;
    opens dev.dowel.attacks.kill to
            dev.dowel.api;
}
