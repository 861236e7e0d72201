package dev.dowel.testkit;

import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link TestActors} is made of. Not thread safe.
 *
 * {@snippet :
 * try (TestActors actors = TestActors.builder()
 *         .actor(Outbox.class, () -> new Outbox(mailer))
 *         .build()) {
 *     actors.actor(Outbox.class, "o").send(Outbox.MAILS, mail);
 * }
 * }
 */
public final class TestActorsBuilder {

    /** A Monday, at noon. */
    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private final List<ActorDefinition<?>> definitions = new ArrayList<>();
    private Instant start = START;
    private @Nullable RandomGenerator chance;
    private int mostTasks = Machine.MOST_TASKS;

    TestActorsBuilder() {}

    /**
     * An annotated class with a constructor without parameters.
     *
     * @throws dev.dowel.DefinitionException with everything that is wrong with the class
     */
    public TestActorsBuilder actor(Class<? extends Actor<?>> type) {
        return actor(read(type));
    }

    /**
     * An annotated class whose instances a function creates, one per activation.
     *
     * @throws dev.dowel.DefinitionException with everything that is wrong with the class
     */
    public <A extends Actor<?>> TestActorsBuilder actor(Class<A> type, Supplier<? extends A> instances) {
        return actor(read(type, instances));
    }

    /** Any definition. */
    public TestActorsBuilder actor(ActorDefinition<?> definition) {
        definitions.add(definition);
        return this;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the state's type is read from the class itself
    private static ActorDefinition<?> read(Class type) {
        return ActorDefinition.of(type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the state's type is read from the class itself
    private static ActorDefinition<?> read(Class type, Supplier instances) {
        return ActorDefinition.of(type, instances);
    }

    /** When the test begins; on Monday, 5 January 2026 at noon UTC by default. */
    public TestActorsBuilder startsAt(Instant time) {
        start = time;
        return this;
    }

    /** What decides which of several things that could happen is next; without it, the first that could. */
    TestActorsBuilder decidedBy(RandomGenerator newChance) {
        chance = newChance;
        return this;
    }

    /** How much may happen without time passing before it is said that it never ends. */
    TestActorsBuilder restlessAfter(int tasks) {
        mostTasks = tasks;
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws dev.dowel.DefinitionException if the definitions contradict each other, or there is none
     */
    public TestActors build() {
        return new TestActors(new Engine(definitions, start, chance, mostTasks));
    }
}
