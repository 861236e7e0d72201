package dev.dowel.attacks.actors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hostile actors in a server of its own with a small heap, and what its other users notice of each kind of them. Used by one
 * thread.
 */
public final class HostileAttack implements AutoCloseable {

    /** One way to harm others. */
    enum Kind {
        /** Nothing: what the others are to be compared with. */
        NONE,
        /** Turns that compute and take no notice of interrupts. */
        SPIN,
        /** Turns that wait and take no notice of interrupts. */
        BLOCK,
        /** Turns that wait and keep their carriers. */
        PIN,
        /** Virtual threads of an actor that compute. */
        OWN_THREADS,
        /** Turns that make much garbage. */
        GARBAGE,
        /** Turns that ask for more memory than there is. */
        OUT_OF_MEMORY,
        /** Turns that end their stacks, and throw what broken classes throw. */
        ERRORS,
        /** Calls in a circle. */
        CIRCLE,
        /** States of 40 MB. */
        STATE,
        /** Results of 40 MB. */
        RESULT,
        /** Events of 100 KB to a reader that takes none. */
        EVENTS,
        /** Actors that make actors. */
        BREED,
        /** More calls than a mailbox takes. */
        FLOOD
    }

    private final HostileProcess server;
    private final Calls calls;
    private final Consumer<String> out;
    private long acknowledged;
    private int attacks;

    HostileAttack(Path folder, Consumer<String> out) throws IOException {
        this.server = HostileProcess.start(folder.resolve("data"), folder.resolve("server.log"));
        this.calls = new Calls(server.endpoint());
        this.out = out;
    }

    /**
     * Attacks in one way for a time.
     *
     * @param hostile how many hostile actors
     * @return whether everybody else was answered, without waiting until carriers that are held were free, and the server lives
     */
    boolean attack(Kind kind, int hostile, Duration time) throws InterruptedException {
        attacks++;
        Witnesses witnesses = new Witnesses();
        Map<String, Integer> answers = new TreeMap<>();
        witnesses.during(calls, calls.pinged("neighbour", "pinged"), () -> {
            List<CompletableFuture<Calls.Answer>> asked = begin(kind, hostile, time);
            LockSupport.parkNanos(time.toNanos());
            for (CompletableFuture<Calls.Answer> answer : asked) {
                String got = answer.orTimeout(90, TimeUnit.SECONDS)
                        .handle((a, e) -> e != null ? "no answer" : a.isResult() ? "result" : a.code())
                        .join();
                answers.merge(got, 1, Integer::sum);
            }
        });
        acknowledged += witnesses.turns.answered();
        out.accept(String.format("%-13s %4d hostile  %s", kind, hostile, answers));
        out.accept("    turns    " + witnesses.turns);
        out.accept("    health   " + witnesses.health);
        out.accept("    pings    " + witnesses.pings);
        boolean waited = holds(kind, time)
                && witnesses.turns.longest() >= heldFor(kind, time).toNanos();
        return witnesses.allAnswered() && !waited && server.isAlive() && !answers.containsKey("no answer");
    }

    /** Whether this kind keeps carriers for all of its time. */
    private static boolean holds(Kind kind, Duration time) {
        return (kind == Kind.SPIN || kind == Kind.OWN_THREADS || kind == Kind.PIN) && time.isPositive();
    }

    private static Duration heldFor(Kind kind, Duration time) {
        return kind == Kind.PIN ? Pin.TIME : time;
    }

    private List<CompletableFuture<Calls.Answer>> begin(Kind kind, int hostile, Duration time) {
        long millis = time.toMillis();
        return switch (kind) {
            case NONE -> List.of();
            case SPIN -> each(hostile, key -> calls.call("hostile", key, "spin", millis));
            case BLOCK -> each(hostile, key -> calls.call("hostile", key, "block", millis));
            case PIN -> each(hostile, key -> calls.call("hostile", key, "pin"));
            case OWN_THREADS -> each(1, key -> calls.call("hostile", key, "spinOnOwnThreads", hostile, millis));
            case GARBAGE -> again(time, hostile, key -> calls.call("hostile", key, "allocate", 20));
            case OUT_OF_MEMORY -> again(time, hostile, key -> calls.call("hostile", key, "allocateWithoutEnd"));
            case ERRORS ->
                again(
                        time,
                        hostile,
                        key -> calls.call("hostile", key, key.hashCode() % 2 == 0 ? "recurse" : "linkageError"));
            case CIRCLE -> each(hostile, key -> calls.call("hostile", "chain0", "chain", 3, 0));
            case STATE -> each(hostile, key -> calls.call("hostile", key, "grow", 40));
            case RESULT -> each(hostile, key -> calls.call("hostile", key, "answer", 40));
            case EVENTS ->
                each(hostile, key -> {
                    calls.deaf("hostile", key, "noise");
                    return calls.call("hostile", key, "shout", 200);
                });
            case BREED -> each(1, key -> calls.call("hostile", key, "breed", hostile, 2));
            case FLOOD -> {
                calls.call("hostile", "flooded", "block", 2_000).join();
                yield each(hostile, key -> calls.call("hostile", "flooded", "block", 1));
            }
        };
    }

    private List<CompletableFuture<Calls.Answer>> each(
            int hostile, Function<String, CompletableFuture<Calls.Answer>> call) {
        List<CompletableFuture<Calls.Answer>> asked = new ArrayList<>();
        for (int i = 0; i < hostile; i++) {
            asked.add(call.apply("h" + attacks + "-" + i));
        }
        return asked;
    }

    /** One call after the other of each, until the time is over. */
    private List<CompletableFuture<Calls.Answer>> again(
            Duration time, int hostile, Function<String, CompletableFuture<Calls.Answer>> call) {
        long end = System.nanoTime() + time.toNanos();
        return each(hostile, key -> again(end, key, call));
    }

    private CompletableFuture<Calls.Answer> again(
            long end, String key, Function<String, CompletableFuture<Calls.Answer>> call) {
        return call.apply(key)
                .thenCompose(answer -> System.nanoTime() - end < 0
                        ? again(end, key, call)
                        : CompletableFuture.completedFuture(answer));
    }

    /**
     * All kinds, one after the other, each in a fresh server.
     *
     * @param seconds how long each attacks
     * @return whether everybody else was answered every time
     */
    public static boolean run(int seconds) throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        int carriers = Runtime.getRuntime().availableProcessors();
        boolean held = true;
        for (Kind kind : Kind.values()) {
            for (int hostile : numbers(kind, carriers)) {
                Path folder = Files.createTempDirectory("dowel-hostile");
                try (HostileAttack attack = new HostileAttack(folder, HostileAttack::print)) {
                    attack.attack(Kind.NONE, 0, Duration.ofSeconds(2)); // it is warm then
                    boolean answered = attack.attack(kind, hostile, time);
                    boolean ended = attack.stop();
                    held = held && answered && ended;
                    print((answered ? "    everybody else was answered, " : "    NOT EVERYBODY ELSE WAS ANSWERED, ")
                            + (ended ? "the server stopped when told" : "THE SERVER DID NOT STOP WHEN TOLD"));
                }
            }
        }
        return held;
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static int[] numbers(Kind kind, int carriers) {
        return switch (kind) {
            case NONE -> new int[] {0};
            case SPIN -> new int[] {1, carriers, 10 * carriers, 64};
            case PIN, OWN_THREADS -> new int[] {carriers, 10 * carriers};
            case BLOCK -> new int[] {1_000};
            case GARBAGE, OUT_OF_MEMORY -> new int[] {1, 4};
            case ERRORS -> new int[] {4};
            case CIRCLE, STATE, RESULT -> new int[] {2};
            case EVENTS -> new int[] {4};
            case BREED -> new int[] {40};
            case FLOOD -> new int[] {5_000};
        };
    }

    /** How many turns of others were acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Ends the server, and says whether it ended in time. */
    boolean stop() throws InterruptedException {
        return server.stop();
    }

    @Override
    public void close() {
        calls.close();
        server.close();
    }
}
