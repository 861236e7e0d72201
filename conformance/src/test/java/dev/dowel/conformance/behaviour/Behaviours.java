package dev.dowel.conformance.behaviour;

import dev.dowel.ActorHandle;
import dev.dowel.protocol.Encoding;
import java.util.ArrayList;
import java.util.List;

/** Collects the cases of one subject. Confined to one thread. */
final class Behaviours {

    /** What is done with a handle as well as with a connection. */
    interface With {
        void run(Scene scene, ActorHandle<Object> target) throws Exception;
    }

    private final List<Behaviour> collected = new ArrayList<>();
    private final Encoding encoding;

    Behaviours(Encoding encoding) {
        this.encoding = encoding;
    }

    /** The encoding the cases will be done in. */
    Encoding encoding() {
        return encoding;
    }

    void test(String name, Behaviour.Body body) {
        collected.add(new Behaviour(name, body));
    }

    /** A case of each kind of call. */
    void bothWays(String name, String type, With body) {
        test(name + " over HTTP", scene -> body.run(scene, scene.actor(type)));
        test(name + " over a connection", scene -> body.run(scene, scene.connect(scene.actor(type))));
    }

    /** A case of each kind of sender. */
    void bySenders(String name, String type, With body) {
        test(name + ", sent by a handle", scene -> body.run(scene, scene.actor(type)));
        test(name + ", sent by a connection", scene -> body.run(scene, scene.connect(scene.actor(type))));
    }

    List<Behaviour> all() {
        return List.copyOf(collected);
    }
}
