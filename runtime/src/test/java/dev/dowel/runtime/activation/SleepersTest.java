package dev.dowel.runtime.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.connection.ConnectionSnapshot;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.store.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sockets whose actors sleep. */
class SleepersTest {

    private final List<String> lost = new ArrayList<>();
    private final Sleepers sleepers = new Sleepers();

    /** A socket that says when it is lost, and asks for nothing. */
    private SocketMailbox socket(String name) {
        Target target = new Target.Get(new ActorAddress("default", "actor", ActorKey.of(name)));
        return new SocketMailbox(new Nowhere(), target, new SocketMailbox.Owner() {
            @Override
            public ActorConnection continueIn(Activation<?> activation, ConnectionSnapshot snapshot) {
                throw new AssertionError("Nobody wakes");
            }

            @Override
            public void asleep() {
                throw new AssertionError("It sleeps already");
            }

            @Override
            public void lost(Failure reason) {
                lost.add(name);
            }
        });
    }

    @Test
    void serverThatStopsTellsSocketsInTheOrderOfTheirActorsAndThenOfFallingAsleep() {
        List<String> actors = new ArrayList<>(
                IntStream.range(100, 200).mapToObj(Integer::toString).toList());
        Collections.shuffle(actors, new Random(1));
        for (String actor : actors) {
            sleepers.add(actor, socket(actor + " second"));
        }
        sleepers.add("100", socket("100 third"));
        sleepers.closeAll();
        List<String> expected = new ArrayList<>(
                actors.stream().sorted().map(actor -> actor + " second").toList());
        expected.add(1, "100 third");
        assertThat(lost).isEqualTo(expected);
        sleepers.closeAll();
        assertThat(lost).hasSize(101);
    }

    private static final class Nowhere implements Dispatcher {

        @Override
        public void dispatch(Work work) {
            throw new AssertionError("Nobody asks for anything");
        }

        @Override
        public Optional<Activation<?>> running(ActorAddress address) {
            return Optional.empty();
        }

        @Override
        public Optional<Activation<?>> running(String actorId) {
            return Optional.empty();
        }

        @Override
        public Sleepers sleepers() {
            throw new AssertionError("Nobody asks for them");
        }

        @Override
        public void release(Claim claim, @Nullable Long alarm, Runnable then) {
            throw new AssertionError("Nobody has a claim");
        }
    }
}
