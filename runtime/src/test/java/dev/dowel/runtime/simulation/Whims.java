package dev.dowel.runtime.simulation;

import dev.dowel.protocol.Encoding;
import java.util.List;
import java.util.Random;

/** What clients do next, as the seed will have it. Test's thread only. */
final class Whims {

    static final List<String> KEYS = List.of("a", "b", "c");

    private final Random random;
    private final Chronicle chronicle;
    private final Client client;
    private final List<Wire> wires;
    private final QueueWhims queues;

    Whims(Random random, Chronicle chronicle, Client client, Post post, List<Wire> wires) {
        this.random = random;
        this.chronicle = chronicle;
        this.client = client;
        this.wires = wires;
        this.queues = new QueueWhims(random, chronicle, client, post);
    }

    private String key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private Call.Op op(String key, Call.Fate fate) {
        return new Call.Op(key, chronicle.nextOp(), fate);
    }

    void act() {
        String key = random.nextInt(5) < 2 ? queues.key() : key();
        if (random.nextInt(12) > 0) {
            actOn(key);
            return;
        }
        for (int i = 1 + random.nextInt(4); i >= 0; i--) {
            actOn(key); // at once, so that they race
        }
    }

    private void actOn(String key) {
        if (QueueWhims.KEYS.contains(key)) {
            if (random.nextInt(6) == 0) {
                manage(key);
            } else {
                queues.act(key);
            }
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> call(key);
            case 2 -> wait(key);
            case 3 -> plan(key);
            case 4, 5 -> manage(key);
            case 6 -> connect(key);
            default -> overWire(key);
        }
    }

    private void call(String key) {
        Call.Op op = op(key, Call.Fate.ATOMIC);
        switch (random.nextInt(6)) {
            case 0, 1 -> client.call(key, List.of(op), "add", op.number());
            case 2 -> {
                Call.Op failing = op(key, Call.Fate.VANISHES);
                client.call(key, List.of(failing), "addThenFail", failing.number(), random.nextBoolean());
            }
            case 3 -> client.request(key, op.number());
            case 4 -> client.call(key, List.of(), "remembered");
            default -> {
                List<String> ids = List.copyOf(chronicle.ids(key));
                if (!ids.isEmpty()) {
                    client.callId(ids.get(random.nextInt(ids.size())), List.of(op), "add", op.number());
                }
            }
        }
    }

    /** Calls that take time. */
    private void wait(String key) {
        long millis = random.nextInt(8_000);
        switch (random.nextInt(6)) {
            case 0 -> {
                Call.Op op = op(key, Call.Fate.VANISHES);
                client.call(key, List.of(op), "addForTooLong", op.number());
            }
            case 1, 2 -> {
                Call.Op first = op(key, Call.Fate.KEPT);
                Call.Op second = op(key, Call.Fate.ATOMIC);
                client.call(key, List.of(first, second), "addAround", first.number(), second.number(), millis);
            }
            case 3 -> {
                String other = key();
                Call.Op theirs = op(other, Call.Fate.OPEN);
                Call.Op mine = op(key, Call.Fate.ATOMIC);
                client.call(key, List.of(theirs, mine), "copyFrom", other, theirs.number(), mine.number());
            }
            default -> {
                Call.Op op = op(key, Call.Fate.OPEN);
                client.call(key, List.of(op), "later", op.number(), millis / 4);
            }
        }
    }

    private void plan(String key) {
        if (random.nextInt(4) == 0) {
            client.call(key, List.of(), "cancelLast");
        } else {
            Call.Op planned = op(key, Call.Fate.PLANNED);
            Call.Op now = op(key, Call.Fate.ATOMIC);
            boolean isFar = random.nextInt(4) == 0;
            long millis = random.nextInt(isFar ? 1_500_000 : 20_000) - 1_000L;
            client.call(key, List.of(planned, now), "plan", now.number(), planned.number(), millis);
        }
    }

    private void manage(String key) {
        List<String> ids = List.copyOf(chronicle.ids(key));
        List<Call.Op> ops = List.of(new Call.Op(key, 0, Call.Fate.OPEN));
        int choice = random.nextInt(10);
        if (choice < 3) {
            client.call(key, ops, "doze");
        } else if (choice == 3) {
            chronicle.destroyRequested(key);
            client.call(key, ops, "end");
        } else if (!ids.isEmpty()) {
            String id = choice < 8 ? ids.getLast() : ids.get(random.nextInt(ids.size()));
            if (choice == 4) {
                chronicle.destroyRequested(key);
                client.manage(
                        client.begin("destroy " + id, ops, id), client.runtime().destroy("default", id));
            } else if (choice == 5) {
                client.manage(
                        client.begin("reschedule " + id, ops, id),
                        client.runtime().reschedule("default", id));
            } else {
                client.manage(
                        client.begin("sleep " + id, ops, id), client.runtime().sleep("default", id));
            }
        }
    }

    private void connect(String key) {
        wires.add(
                random.nextInt(3) == 0
                        ? new RawSocket(client, key, chronicle)
                        : new Socket(client, key, Encoding.values()[random.nextInt(3)], chronicle));
    }

    private void overWire(String key) {
        List<Wire> open = wires.stream()
                .filter(wire -> wire.isOpen() && wire.key.equals(key))
                .toList();
        if (open.isEmpty()) {
            connect(key);
            return;
        }
        Wire wire = open.get(random.nextInt(open.size()));
        int choice = random.nextInt(10);
        if (choice == 0) {
            wire.drop();
        } else if (choice == 1 && wire instanceof Socket socket) {
            socket.doze();
            addSeveral(wire);
            keepAdding(wire, random.nextInt(24));
        } else if (choice == 2) {
            addSeveral(wire);
        } else {
            wire.add(chronicle.nextOp(), choice == 3 && wire instanceof Socket ? Call.Fate.VANISHES : Call.Fate.ATOMIC);
        }
    }

    /** Asks for one thing after another, while others do something in between. */
    private void keepAdding(Wire wire, int times) {
        if (times > 0) {
            client.soon(() -> {
                if (wire.listens()) {
                    wire.add(chronicle.nextOp(), Call.Fate.ATOMIC);
                    keepAdding(wire, times - 1);
                }
            });
        }
    }

    /** Asks for some things at once, without waiting for answers. */
    private void addSeveral(Wire wire) {
        for (int i = random.nextInt(4); i >= 0 && wire.isOpen(); i--) {
            wire.add(chronicle.nextOp(), Call.Fate.ATOMIC);
        }
    }
}
