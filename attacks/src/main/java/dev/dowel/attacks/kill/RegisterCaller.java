package dev.dowel.attacks.kill;

import dev.dowel.attacks.kill.Registers.History;
import java.io.IOException;
import java.util.Random;

/** Reads, writes, compares and sets a few registers that others call as well. Confined to one thread at a time. */
final class RegisterCaller implements Caller {

    private static final String TYPE = "register";

    private final Registers registers;
    private final int places;
    private final Random random;

    RegisterCaller(Registers registers, int places, Random random) {
        this.registers = registers;
        this.places = places;
        this.random = random;
    }

    @Override
    public void call(Wire wire) throws IOException {
        History history = registers.at(random.nextInt(places));
        switch (random.nextInt(16)) {
            case 0 -> wire.call(TYPE, history.key(), "rest");
            case 1, 2, 3, 4 -> write(wire, history);
            case 5, 6, 7, 8, 9 -> compareAndSet(wire, history);
            default -> read(wire, history);
        }
    }

    private void read(Wire wire, History history) throws IOException {
        long invoked = System.nanoTime();
        long value = wire.call(TYPE, history.key(), "read").asLong();
        history.add(RegisterCall.read(invoked, System.nanoTime(), value));
        history.saw(value);
    }

    private void write(Wire wire, History history) throws IOException {
        long value = registers.newValue();
        long invoked = System.nanoTime();
        long returned = RegisterCall.NEVER;
        try {
            wire.call(TYPE, history.key(), "write", value);
            returned = System.nanoTime();
        } finally {
            history.add(RegisterCall.write(value, invoked, returned));
        }
        history.saw(value);
    }

    private void compareAndSet(Wire wire, History history) throws IOException {
        long expected = history.lastSeen();
        long value = registers.newValue();
        long invoked = System.nanoTime();
        long returned = RegisterCall.NEVER;
        boolean done = false;
        try {
            done = wire.call(TYPE, history.key(), "compareAndSet", expected, value)
                            .asLong()
                    == 1;
            returned = System.nanoTime();
        } finally {
            history.add(RegisterCall.compareAndSet(expected, value, invoked, returned, done));
        }
        if (done) {
            history.saw(value);
        }
    }
}
