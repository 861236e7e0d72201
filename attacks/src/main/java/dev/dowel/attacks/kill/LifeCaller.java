package dev.dowel.attacks.kill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Creates, visits and destroys the actor of one key, and knocks at the doors of the dead. Confined to one thread at a time. */
final class LifeCaller implements Caller {

    private static final String TYPE = "mortal";

    private final Lives lives;
    private final Random random;
    private long knocks;

    LifeCaller(Lives lives, Random random) {
        this.lives = lives;
        this.random = random;
    }

    long knocks() {
        return knocks;
    }

    Lives lives() {
        return lives;
    }

    @Override
    public void call(Wire wire) throws IOException {
        switch (random.nextInt(8)) {
            case 0, 1 -> end(wire);
            case 2 -> knock(wire);
            default -> visit(wire);
        }
    }

    private void visit(Wire wire) throws IOException {
        JsonNode visit;
        try {
            visit = wire.call(TYPE, lives.key(), "visit");
        } catch (IOException e) {
            lives.visitUnknown();
            throw e;
        }
        lives.visited(
                visit.path("id").asString(),
                visit.path("visits").asLong(),
                visit.path("stored").asLong());
    }

    private void end(Wire wire) throws IOException {
        try {
            wire.call(TYPE, lives.key(), "end");
        } catch (IOException e) {
            lives.endUnknown();
            throw e;
        }
        lives.ended();
    }

    private void knock(Wire wire) throws IOException {
        List<String> dead = new ArrayList<>(lives.dead());
        if (!dead.isEmpty()) {
            knock(wire, dead.get(random.nextInt(dead.size())));
        }
    }

    /** A stale handle must get nothing but {@code actor.not_found}. */
    void knock(Wire wire, String id) throws IOException {
        knocks++;
        try {
            wire.callById(id, "visit");
            lives.answeredAfterItsEnd(id);
        } catch (Wire.Refused refused) {
            if (!refused.code().equals("not_found")) {
                throw refused;
            }
        }
    }
}
