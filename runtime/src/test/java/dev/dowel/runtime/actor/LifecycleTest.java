package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.UserError;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How actors come to be, start, fail to start, and end. */
class LifecycleTest {

    record Name(String text) {}

    private final List<String> hooks = new ArrayList<>();
    private boolean broken;

    @ActorType("thing")
    static final class Thing extends Actor<Name> {
        private final LifecycleTest test;

        Thing(LifecycleTest test) {
            this.test = test;
        }

        @Override
        protected Name createState(CreateRequest request) {
            test.hooks.add("createState");
            String text = request.hasInput() ? request.input(String.class) : "nameless";
            if (text.isEmpty()) {
                throw new UserError("empty_name", "A thing has a name.");
            }
            return new Name(text);
        }

        @Override
        protected void onCreate(CreateRequest request) {
            test.hooks.add("onCreate");
        }

        @Override
        protected void onWake() {
            test.hooks.add("onWake");
            if (test.broken) {
                throw new IllegalStateException("broken");
            }
        }

        @Override
        protected void onDestroy() {
            test.hooks.add("onDestroy");
        }

        @Action
        public String text() {
            return state().text();
        }

        @Action
        public void vanish() {
            destroy();
        }

        @Action
        public void vanishAndFail() {
            destroy();
            throw new UserError("failed", "after all");
        }

        @Action
        public void hang() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    private final Stage stage = new Stage(ActorDefinition.of(Thing.class, () -> new Thing(this)));

    private ActorView create(String key, String input) {
        return stage.await(stage.runtime.create(Stage.address("thing", key), Stage.json(input)));
    }

    private static String codeOf(CompletableFuture<?> future) {
        try {
            future.join();
            return "no error";
        } catch (java.util.concurrent.CompletionException e) {
            return e.getCause() instanceof ActorError error ? error.group() + "." + error.code() : "" + e.getCause();
        }
    }

    @Test
    void hooksRunInOrderAndCreationOnlyOnce() {
        stage.call("thing", "a", "text");
        stage.call("thing", "a", "text");
        assertThat(hooks).containsExactly("createState", "onCreate", "onWake");
        hooks.clear();
        stage.restart().call("thing", "a", "text");
        assertThat(hooks).containsExactly("onWake");
    }

    @Test
    void inputIsGivenAtCreationAndIgnoredLater() {
        assertThat(create("a", "Ann").address()).isEqualTo(Stage.address("thing", "a"));
        Stage.Answer answer =
                stage.begin(new Target.GetOrCreate(Stage.address("thing", "a"), Stage.json("Bob")), null, "text");
        stage.machine.settle();
        assertThat(answer.<String>as(String.class)).isEqualTo("Ann");
    }

    @Test
    void inputOfAnotherShapeIsTheCallersMistake() {
        CompletableFuture<?> future = stage.runtime.create(Stage.address("thing", "a"), Stage.json(List.of(1)));
        stage.machine.settle();
        assertThat(codeOf(future)).isEqualTo("actor.invalid_request");
    }

    @Test
    void takenKeyIsADuplicate() {
        ActorView first = create("a", "Ann");
        CompletableFuture<?> second = stage.runtime.create(Stage.address("thing", "a"), null);
        stage.machine.settle();
        assertThat(codeOf(second)).isEqualTo("actor.duplicate_key");
        assertThatThrownBy(second::join)
                .cause()
                .isInstanceOfSatisfying(
                        ActorError.class,
                        error -> assertThat(error.metadata())
                                .isEqualTo(Map.of("existing_actor_id", first.actorId(), "key", "a")));
    }

    @Test
    void oneOfManyThatCreateAtOnceDoes() {
        List<CompletableFuture<Boolean>> created = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            created.add(stage.runtime
                    .getOrCreate(Stage.address("thing", "a"), null)
                    .thenApply(resolution -> resolution.created()));
        }
        stage.machine.settle();
        assertThat(created.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(hooks).containsExactly("createState", "onCreate", "onWake");
    }

    @Test
    void whoAsksForAnActorThatStartsIsToldWhichOneEvenIfACallBeforeDestroysIt() {
        Target thing = new Target.GetOrCreate(Stage.address("thing", "a"), null);
        Stage.Answer vanish = stage.begin(thing, null, "vanish");
        var asked = stage.runtime.getOrCreate(Stage.address("thing", "a"), null);
        stage.machine.settle();
        assertThat(asked.join().actor().actorId())
                .isEqualTo(Objects.requireNonNull(vanish.actor).actorId());
        assertThat(stage.await(stage.runtime.find(Stage.address("thing", "a")))).isEmpty();
    }

    @Test
    void failedCreationCreatesNothing() {
        CompletableFuture<?> future = stage.runtime.create(Stage.address("thing", "a"), Stage.json(""));
        stage.machine.settle();
        assertThat(codeOf(future)).isEqualTo("user.empty_name");
        assertThat(stage.await(stage.runtime.find(Stage.address("thing", "a")))).isEmpty();
        assertThat(create("a", "Ann").actorId()).isNotEmpty();
    }

    private static Stage waitingIn(String hook) {
        return new Stage(ActorDefinition.<Long>named("slow")
                .onMigrate((c, isNew) -> waitIf(hook.equals("onMigrate"), c))
                .state(Long.class, request -> 1L)
                .onCreate((c, request) -> waitIf(hook.equals("onCreate"), c))
                .onWake(c -> waitIf(hook.equals("onWake"), c))
                .action("get", Long.class, ActorContext::state)
                .build());
    }

    private static void waitIf(boolean wanted, ActorContext<Long> c) throws InterruptedException {
        if (wanted) {
            c.pause(Duration.ofMillis(100));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onMigrate", "onCreate"})
    void newActorIsStoredAsAWhole(String hook) {
        Stage slow = waitingIn(hook);
        assertThat(slow.call("slow", "a", "get").errorCode()).isEqualTo("actor.start_failed");
        assertThat(slow.await(slow.runtime.find(Stage.address("slow", "a")))).isEmpty();
    }

    @Test
    void actorMayWaitWhenItWakes() {
        Stage slow = waitingIn("onWake");
        Stage.Answer answer = slow.call("slow", "a", "get");
        assertThat(answer.count).isZero();
        slow.machine.advance(Duration.ofMillis(100));
        assertThat(answer.asLong()).isEqualTo(1);
    }

    @Test
    void storedActorThatDoesNotStartIsTriedAgainAfterAGrowingPause() {
        stage.call("thing", "a", "text");
        Stage next = stage.restart();
        broken = true;
        hooks.clear();
        Stage.Answer first = next.call("thing", "a", "text");
        assertThat(first.errorCode()).isEqualTo("actor.start_failed");
        assertThat(first.message()).doesNotContain("broken");
        assertThat(first.traceId).isNotNull();
        assertThat(next.call("thing", "a", "text").errorCode()).isEqualTo("actor.start_failed");
        assertThat(hooks).containsExactly("onWake");
        ActorView view =
                next.await(next.runtime.find(Stage.address("thing", "a"))).orElseThrow();
        assertThat(view.error()).isNotNull();
        next.machine.advance(Duration.ofMillis(110));
        next.call("thing", "a", "text");
        assertThat(hooks).containsExactly("onWake", "onWake");
        next.machine.advance(Duration.ofMillis(110));
        next.call("thing", "a", "text");
        assertThat(hooks).hasSize(2);
        broken = false;
        next.machine.advance(Duration.ofMillis(110));
        assertThat(next.call("thing", "a", "text").<String>as(String.class)).isEqualTo("nameless");
    }

    @Test
    void actorThatCouldNotBeReadIsBackAsSoonAsTheStoreIsHoweverOftenThatFailed() {
        stage.call("thing", "a", "text");
        Stage next = stage.restart();
        next.store.unreadable = true;
        int claims = next.store.claims;
        for (int i = 0; i < 20; i++) {
            assertThat(next.call("thing", "a", "text").errorCode()).isEqualTo("store.unavailable");
            next.machine.advance(Duration.ofMillis(110));
        }
        assertThat(next.store.claims).as("claims that nobody gives up").isEqualTo(claims);
        next.store.unreadable = false;
        assertThat(next.call("thing", "a", "text").<String>as(String.class)).isEqualTo("nameless");
    }

    @Test
    void destroyedActorIsGoneAndItsKeyIsFree() {
        String id = create("a", "Ann").actorId();
        stage.await(stage.runtime.destroy("default", id));
        assertThat(hooks).endsWith("onDestroy");
        assertThat(stage.await(stage.runtime.find("default", id))).isEmpty();
        Stage.Answer stale = stage.begin(new Target.ById("default", id), null, "text");
        stage.machine.settle();
        assertThat(stale.errorCode()).isEqualTo("actor.not_found");
        assertThat(create("a", "Bob").actorId()).isNotEqualTo(id);
        assertThat(stage.call("thing", "a", "text").<String>as(String.class)).isEqualTo("Bob");
    }

    @Test
    void actorDestroysItselfWithTheTurnAndOnlyWithTheTurn() {
        stage.call("thing", "a", "text");
        assertThat(stage.call("thing", "a", "vanishAndFail").errorCode()).isEqualTo("user.failed");
        assertThat(stage.await(stage.runtime.find(Stage.address("thing", "a")))).isPresent();
        assertThat(stage.call("thing", "a", "vanish").count).isEqualTo(1);
        assertThat(stage.await(stage.runtime.find(Stage.address("thing", "a")))).isEmpty();
    }

    @Test
    void destructionThatCannotBeStoredDoesNotHappen() {
        stage.call("thing", "a", "text");
        stage.store.full = true;
        assertThat(stage.call("thing", "a", "vanish").errorCode()).isEqualTo("store.unavailable");
        stage.store.full = false;
        assertThat(stage.call("thing", "a", "text").<String>as(String.class)).isEqualTo("nameless");
    }

    @Test
    void unknownTypesAndMissingActorsAreToldApart() {
        assertThat(stage.call("nothing", "a", "text").errorCode()).isEqualTo("actor.not_registered");
        Stage.Answer missing = stage.begin(new Target.Get(Stage.address("thing", "a")), null, "text");
        stage.machine.settle();
        assertThat(missing.errorCode()).isEqualTo("actor.not_found");
    }

    @Test
    void actorThatDoesNotStartIsDestroyedOnceAndAllWhoAskAreToldTheTruth() {
        String id = create("a", "Ann").actorId();
        Stage next = stage.restart();
        broken = true;
        assertThat(next.call("thing", "a", "text").errorCode()).isEqualTo("actor.start_failed");
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.add(next.runtime.destroy("default", id));
        }
        next.machine.settle();
        assertThat(asked)
                .extracting(LifecycleTest::codeOf)
                .containsOnly("no error", "actor.not_found")
                .contains("no error");
        assertThat(next.await(next.runtime.find("default", id))).isEmpty();
        CompletableFuture<?> late = next.runtime.destroy("default", id);
        next.machine.settle();
        assertThat(codeOf(late)).isEqualTo("actor.not_found");
    }

    @Test
    void namespacesDoNotSeeEachOther() {
        String id = create("a", "Ann").actorId();
        assertThat(stage.await(stage.runtime.find("other", id))).isEmpty();
        Stage.Answer answer = stage.begin(new Target.ById("other", id), null, "text");
        stage.machine.settle();
        assertThat(answer.errorCode()).isEqualTo("actor.not_found");
        Stage.Answer anywhere = stage.begin(new Target.ById(null, id), null, "text");
        stage.machine.settle();
        assertThat(anywhere.<String>as(String.class)).isEqualTo("Ann");
        assertThat(codeOfDestroyIn("other", id)).isEqualTo("actor.not_found");
    }

    private String codeOfDestroyIn(String namespace, String id) {
        CompletableFuture<?> future = stage.runtime.destroy(namespace, id);
        stage.machine.settle();
        return codeOf(future);
    }

    @Test
    void listShowsNewestFirstInPages() {
        for (String key : List.of("a", "b", "c")) {
            create(key, key);
        }
        var page = stage.await(stage.runtime.list("default", "thing", null, 2));
        assertThat(page.actors())
                .extracting(view -> view.address().key().get(0))
                .containsExactly("c", "b");
        var rest = stage.await(stage.runtime.list("default", "thing", page.cursor(), 2));
        assertThat(rest.actors())
                .extracting(view -> view.address().key().get(0))
                .containsExactly("a");
        assertThat(rest.cursor()).isNull();
        assertThat(stage.await(stage.runtime.names("default"))).containsExactly("thing");
    }

    @Test
    void fullMailboxShedsNewWork() {
        stage.call("thing", "a", "hang");
        List<Stage.Answer> answers = new ArrayList<>();
        for (int i = 0; i < Limits.MAILBOX_MESSAGES + 10; i++) {
            answers.add(stage.begin(new Target.GetOrCreate(Stage.address("thing", "a"), null), null, "text"));
        }
        assertThat(answers.stream().filter(answer -> answer.errorCode().equals("actor.overloaded")))
                .hasSize(11);
        stage.machine.advance(Duration.ofSeconds(61));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.count).isEqualTo(1));
        assertThat(stage.call("thing", "a", "text").count).isEqualTo(1);
    }

    @Test
    void actorThatEndsItselfAtOnceDoesNotKeepACallGoingForEver() {
        AtomicInteger created = new AtomicInteger();
        Stage mayfly = new Stage(ActorDefinition.<Long>named("mayfly")
                .state(Long.class, request -> {
                    created.incrementAndGet();
                    return 0L;
                })
                .run(ActorContext::destroy)
                .action("get", Long.class, ActorContext::state)
                .build());
        Stage.Answer answer = mayfly.call("mayfly", "a", "get");
        assertThat(answer.count).isEqualTo(1);
        assertThat(created.get()).isLessThan(100);
    }
}
