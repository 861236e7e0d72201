package dev.dowel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How actor classes and functions become definitions, and what is said when they cannot. */
class DefinitionTest {

    record Count(long value) {}

    @ActorType(value = "good", displayName = "A good one", icon = "star")
    @ActorOptions(actionTimeoutMillis = 250, durability = Durability.RELAXED)
    static class Good extends Actor<Count> {
        public static final Event<Long> CHANGED = Event.of("changed", Long.class);

        private final String dependency;

        Good() {
            this("default");
        }

        Good(String dependency) {
            this.dependency = dependency;
        }

        @Override
        protected Count createState(CreateRequest request) {
            return new Count(0);
        }

        @Override
        protected void onWake() {}

        @Action("counts.add")
        public long add(long by, @Nullable String why) {
            return by;
        }

        @ReadOnly
        @Action(internal = true, timeoutMillis = 5)
        public List<String> names() {
            return List.of(dependency);
        }

        public void notAnAction() {}
    }

    @Test
    void classIsReadWhole() {
        ActorDefinition<Count> definition = ActorDefinition.of(Good.class);
        assertThat(definition.name()).isEqualTo("good");
        assertThat(definition.displayName()).isEqualTo("A good one");
        assertThat(definition.icon()).isEqualTo("star");
        assertThat(definition.stateType()).isEqualTo(Count.class);
        assertThat(definition.settings().actionTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(definition.settings().durability()).isEqualTo(Durability.RELAXED);
        assertThat(definition.hooks()).containsExactlyInAnyOrder(ActorHook.CREATE_STATE, ActorHook.ON_WAKE);
        assertThat(definition.events()).containsEntry("changed", Long.class);
        assertThat(definition.actions()).containsOnlyKeys("counts.add", "names");
        ActionDefinition<Count> add = definition.actions().get("counts.add");
        assertThat(add.parameters())
                .containsExactly(
                        new ActionDefinition.Parameter("by", long.class, false),
                        new ActionDefinition.Parameter("why", String.class, true));
        ActionDefinition<Count> names = definition.actions().get("names");
        assertThat(names.readOnly()).isTrue();
        assertThat(names.internal()).isTrue();
        assertThat(names.timeout()).contains(Duration.ofMillis(5));
    }

    @ActorType("")
    abstract static class ManyMistakes<T> extends Actor<Count> {
        public final Event<Long> notStatic = Event.of("e", Long.class);

        ManyMistakes(String dependency) {}

        @Action
        public static void forAll() {}

        @Action("a/b")
        public void oddName() {}

        @Action
        public void twice(String text) {}

        @Action
        public void twice(long number) {}

        @Action(timeoutMillis = -1)
        public void negative() {}

        @Action
        public void unknown(T what) {}
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void allMistakesAreReportedTogetherEachWithAFix() {
        Class<ManyMistakes> type = ManyMistakes.class;
        DefinitionException thrown =
                catchThrowableOfType(DefinitionException.class, () -> ActorDefinition.of((Class) type));
        assertThat(thrown.mistakes()).allSatisfy(mistake -> {
            assertThat(mistake.where()).contains("ManyMistakes");
            assertThat(mistake.fix()).isNotBlank();
        });
        assertThat(thrown.getMessage())
                .contains("1 to 64 characters")
                .contains("abstract")
                .contains("no first state")
                .contains("cannot create an instance")
                .contains("not an action name")
                .contains("Two actions are named twice")
                .contains("timeout is negative")
                .contains("type of parameter what is not known")
                .contains("An action is an instance method")
                .contains("An event belongs to the class");
    }

    abstract static class Shared extends Actor<Void> {
        public static final Queue<String, Void> INHERITED = Queue.of("inherited", String.class);
    }

    @ActorType("queued")
    static final class Queued extends Shared {
        public static final Queue<Long, String> OWN = Queue.of("own", Long.class, String.class);
    }

    @Test
    void queuesOfAClassAndItsSuperclassesAreDeclared() {
        assertThat(ActorDefinition.of(Queued.class).queues())
                .containsOnly(Map.entry("own", Queued.OWN), Map.entry("inherited", Shared.INHERITED));
    }

    @ActorType("misqueued")
    static final class Misqueued extends Actor<Void> {
        static final Queue<Long, Void> FIRST = Queue.of("same", Long.class);
        static final Queue<Long, Void> SECOND = Queue.of("same", Long.class);
        final Queue<Long, Void> notStatic = Queue.of("another", Long.class);
    }

    @Test
    void mistakesInQueuesAreReported() {
        assertThatThrownBy(() -> ActorDefinition.of(Misqueued.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("name is used twice")
                .hasMessageContaining("A queue belongs to the class");
    }

    static final class Unnamed extends Actor<Void> {}

    @Test
    void classWithoutANameIsAMistake() {
        assertThatThrownBy(() -> ActorDefinition.of(Unnamed.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("@ActorType");
        assertThatThrownBy(() -> ActorDefinition.nameOf(Unnamed.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @ActorType("stateless")
    static final class Stateless extends Actor<Void> {
        @Action
        public String hello() {
            return "hello";
        }
    }

    @Test
    void actorWithoutStateNeedsNoFirstState() {
        assertThat(ActorDefinition.of(Stateless.class).stateType()).isEqualTo(Void.class);
    }

    @Test
    void functionsMakeADefinitionToo() {
        ActorDefinition<Long> counter = ActorDefinition.<Long>named("counter")
                .state(Long.class, request -> 0L)
                .action("get", Long.class, ActorContext::state)
                .<Long, Long>action("add", Long.class, Long.class, (context, by) -> context.update(n -> n + by))
                .onWake(context -> {})
                .build();
        assertThat(counter.actions()).containsOnlyKeys("get", "add");
        assertThat(counter.hooks()).containsExactlyInAnyOrder(ActorHook.CREATE_STATE, ActorHook.ON_WAKE);
    }

    @Test
    void mistakesInFunctionsAreReportedTogether() {
        ActorSettings never = ActorSettings.DEFAULTS.withActionTimeout(Duration.ZERO);
        assertThatThrownBy(() -> ActorDefinition.<Long>named("x".repeat(65))
                        .action("", Long.class, ActorContext::state)
                        .action("get", Long.class, ActorContext::state)
                        .action("get", Long.class, ActorContext::state)
                        .settings(never)
                        .build())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("64 characters")
                .hasMessageContaining("not an action name")
                .hasMessageContaining("defined twice")
                .hasMessageContaining("action timeout");
    }

    @Test
    void contextIsNotThereInTheConstructor() {
        assertThatThrownBy(() -> new Stateless().context()).isInstanceOf(IllegalStateException.class);
    }
}
