package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.DeadLetter;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.SendOptions;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No message is lost, forgotten or handled for nothing where things meet that rarely do. */
class QueueEdgesTest {

    record Done(List<String> names) {
        Done plus(String name) {
            List<String> more = new ArrayList<>(names);
            more.add(name);
            return new Done(List.copyOf(more));
        }
    }

    static final Queue<String, @Nullable Void> JOBS =
            Queue.of("jobs", String.class).maxAttempts(2);
    static final Queue<String, @Nullable Void> OTHERS = Queue.of("others", String.class);
    static final Queue<String, @Nullable Void> STRICT =
            Queue.of("strict", String.class).inStrictOrder();

    /** What all the actors here have. */
    abstract static class Worker extends Actor<Done> {

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of());
        }

        void note(String name) {
            update(done -> done.plus(name));
        }

        @Action
        public List<String> done() {
            return state().names();
        }
    }

    /** Its {@code run()} fails before it gets to its queue, as often as it is told. */
    @ActorType("stumbler")
    @ActorOptions(sleepTimeoutMillis = 1_000)
    static final class Stumbler extends Worker {
        public static final Queue<String, @Nullable Void> JOBS = QueueEdgesTest.JOBS;
        static int failures;

        @Override
        protected void run() throws InterruptedException {
            if (failures-- > 0) {
                throw new IllegalStateException("as asked");
            }
            queue(JOBS).forEach(job -> note(job.body()));
        }
    }

    /** Takes the end of its {@code run()} for an ordinary one. */
    @ActorType("catcher")
    static final class Catcher extends Worker {
        public static final Queue<String, @Nullable Void> JOBS = QueueEdgesTest.JOBS;

        @Override
        protected void run() {
            try {
                while (true) {
                    note(queue(JOBS).next().body());
                }
            } catch (InterruptedException stop) {
                // then it ends
            }
        }
    }

    /** Begins a job, and takes the end of its {@code run()} in the middle of it for an ordinary one. */
    @ActorType("slow")
    static final class Slow extends Worker {
        public static final Queue<String, @Nullable Void> JOBS = QueueEdgesTest.JOBS;

        @Override
        protected void run() {
            try {
                queue(JOBS).forEach(job -> {
                    note("began " + job.body());
                    pause(Duration.ofSeconds(10));
                    note("ended " + job.body());
                });
            } catch (InterruptedException stop) {
                // then it ends
            }
        }
    }

    /** Receives in actions. */
    @ActorType("drainer")
    @ActorOptions(maxQueueSize = 3)
    static final class Drainer extends Worker {
        public static final Queue<String, @Nullable Void> JOBS = QueueEdgesTest.JOBS;
        public static final Queue<String, @Nullable Void> OTHERS = QueueEdgesTest.OTHERS;
        public static final Queue<String, @Nullable Void> STRICT = QueueEdgesTest.STRICT;

        @Action
        public List<String> drain() {
            return queues(JOBS, OTHERS, STRICT).tryNextBatch(10).stream()
                    .map(message -> String.valueOf(message.body()))
                    .toList();
        }

        @Action
        public void giveUp() {
            queue(JOBS).tryNext().orElseThrow().giveUp("no");
        }

        @Action
        public String retry() {
            try {
                return String.valueOf(queue(JOBS)
                        .retryDeadLetter(queue(JOBS).deadLetters(1).getFirst().id()));
            } catch (ActorError e) {
                return e.code();
            }
        }

        @Action
        public List<String> dead() {
            return queue(JOBS).deadLetters(10).stream().map(DeadLetter::reason).toList();
        }

        @Action
        public int listNone() {
            return queue(JOBS).deadLetters(0).size();
        }

        @Action
        public String holdStrict(long millis) throws Exception {
            String body = queue(STRICT).next().body();
            pause(Duration.ofMillis(millis));
            return body;
        }

        @Action
        public void heartbeat(int times) throws Exception {
            QueueMessage<String, @Nullable Void> job = queue(JOBS).next();
            for (int i = 0; i < times; i++) {
                job.extend(Duration.ofMinutes(10));
                pause(Duration.ofSeconds(50));
            }
        }

        @Action
        public void holdFor(long seconds) throws Exception {
            queue(OTHERS).next().extend(Duration.ofSeconds(20));
            pause(Duration.ofSeconds(seconds));
        }

        @Action
        public void extendForEver() throws Exception {
            QueueMessage<String, @Nullable Void> job = queue(JOBS).next();
            job.extend(Duration.ofSeconds(Long.MAX_VALUE));
            pause(Duration.ofSeconds(1));
            job.complete();
        }

        @Action
        public String waitForEver() throws InterruptedException {
            return queue(JOBS)
                    .next(Duration.ofSeconds(Long.MAX_VALUE))
                    .orElseThrow()
                    .body();
        }

        @Action
        public void giveBackForLater() {
            queue(JOBS).tryNext().orElseThrow().giveBack(Duration.ofSeconds(1));
        }
    }

    /** Answers, at first with what cannot be sent. */
    @ActorType("muddler")
    static final class Muddler extends Worker {
        public static final Queue<String, Object> QUESTIONS = Queue.of("questions", String.class, Object.class);

        /** Refuses to be written. */
        public static final class Unwritable {
            public String getValue() {
                throw new IllegalStateException("as asked");
            }
        }

        @Override
        protected void run() throws InterruptedException {
            queue(QUESTIONS).forEach(question -> {
                try {
                    question.complete(new Unwritable());
                } catch (RuntimeException e) {
                    question.complete("sorry");
                }
            });
        }
    }

    /** Its {@code run()} fails at every second message. */
    @ActorType("fragile")
    @ActorOptions(noSleep = true)
    static final class Fragile extends Worker {
        public static final Queue<String, @Nullable Void> JOBS = QueueEdgesTest.JOBS;

        @Override
        protected void run() throws Exception {
            while (true) {
                QueueMessage<String, @Nullable Void> job = queue(JOBS).next();
                note(job.body());
                if (job.body().equals("bad")) {
                    job.giveUp("bad");
                    await(() -> null);
                    throw new IllegalStateException("as asked");
                }
            }
        }
    }

    private Stage stage = new Stage(
            ActorDefinition.of(Catcher.class),
            ActorDefinition.of(Slow.class),
            ActorDefinition.of(Drainer.class),
            ActorDefinition.of(Muddler.class),
            ActorDefinition.of(Fragile.class),
            ActorDefinition.of(Stumbler.class));

    /** What a sender was told. */
    private static final class Told implements QueueSink {
        private String what = "nothing";

        @Override
        public void stored(ActorSpecifier actor) {
            what = "stored";
        }

        @Override
        public void completed(ActorSpecifier actor, byte @Nullable [] response) {
            what = "completed";
        }

        @Override
        public void timedOut(ActorSpecifier actor) {
            what = "timed out";
        }

        @Override
        public void fail(ErrorBody error, @Nullable String traceId) {
            what = error.group() + "." + error.code();
        }
    }

    private Told begin(String actor, String queue, String body, SendOptions options, @Nullable Duration patience) {
        Told told = new Told();
        Target target = new Target.GetOrCreate(Stage.address(actor, "a"), null);
        QueueSend send = new QueueSend(queue, Stage.json(body), options, Optional.ofNullable(patience));
        stage.runtime.enqueue(target, Stage.caller(null), send, told);
        return told;
    }

    private String send(String actor, String queue, String body, SendOptions options) {
        Told told = begin(actor, queue, body, options, null);
        stage.machine.settle();
        return told.what;
    }

    private String send(String actor, String queue, String body) {
        return send(actor, queue, body, SendOptions.NONE);
    }

    private Stage.Answer act(String actor, String action, @Nullable Object... arguments) {
        return stage.begin(new Target.GetOrCreate(Stage.address(actor, "a"), null), null, action, arguments);
    }

    @Test
    void runThatFailsBeforeItAsksForAnyQueueIsStartedAgainAllTheSame() {
        Stumbler.failures = 3;
        send("stumbler", "jobs", "one");
        stage.machine.advance(Duration.ofMinutes(5));
        assertThat(list("stumbler", "done")).containsExactly("one");
        assertThat(Stumbler.failures).isNegative();
    }

    private List<String> list(String actor, String action) {
        return stage.call(actor, "a", action).as(List.class);
    }

    private void sleep(String actor) {
        stage.await(stage.runtime.sleep(
                "default", stage.call(actor, "a", "done").actor.actorId()));
    }

    @Test
    void messageThatRunWasNotGivenBeforeItsActorStoppedIsNotLost() {
        List<String> sent = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            String id = stage.call("catcher", "a", "done").actor.actorId();
            for (int i = 0; i < 6; i++) {
                sent.add(round + "." + i);
                begin("catcher", "jobs", sent.getLast(), SendOptions.NONE, null);
            }
            stage.await(stage.runtime.sleep("default", id));
        }
        stage.machine.advance(Duration.ofSeconds(5));
        assertThat(list("catcher", "done")).containsExactlyElementsOf(sent);
    }

    @Test
    void messageThatWasBegunWhenItsActorStoppedIsHandledAgain() {
        send("slow", "jobs", "one");
        sleep("slow");
        stage.machine.advance(Duration.ofSeconds(60));
        assertThat(list("slow", "done")).containsExactly("began one", "began one", "ended one");
    }

    @Test
    void deadLetterThatFindsNoRoomStaysOne() {
        send("drainer", "jobs", "one");
        stage.call("drainer", "a", "giveUp");
        IntStream.range(0, 3).forEach(i -> send("drainer", "others", "n" + i));
        assertThat(stage.call("drainer", "a", "retry").<String>as(String.class)).isEqualTo("full");
        assertThat(list("drainer", "dead")).containsExactly("no");
        list("drainer", "drain");
        assertThat(stage.call("drainer", "a", "retry").<String>as(String.class)).isEqualTo("true");
        assertThat(list("drainer", "drain")).containsExactly("one");
        assertThat(list("drainer", "dead")).isEmpty();
    }

    @Test
    void oneKeyMayBeUsedForOneMessageOfEachQueue() {
        SendOptions once = SendOptions.once("k");
        send("drainer", "jobs", "one", once);
        send("drainer", "others", "two", once);
        send("drainer", "others", "two", once);
        assertThat(list("drainer", "drain")).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void senderIsToldThatItsMessageCameTooLate() {
        SendOptions soon = SendOptions.NONE.withTimeToLive(Duration.ofSeconds(1));
        Told told = begin("drainer", "jobs", "one", soon, Duration.ofMinutes(1));
        stage.machine.advance(Duration.ofSeconds(2));
        assertThat(list("drainer", "drain")).isEmpty();
        assertThat(told.what).isEqualTo("queue.message_given_up");
        assertThat(list("drainer", "dead")).containsExactly("expired");
    }

    @Test
    void whoWaitsForAQueueInStrictOrderGetsTheNextMessageWhenTheOneBeforeIsDone() {
        send("drainer", "strict", "one");
        send("drainer", "strict", "two");
        Stage.Answer first = act("drainer", "holdStrict", 1_000);
        stage.machine.settle();
        Stage.Answer second = act("drainer", "holdStrict", 0);
        stage.machine.advance(Duration.ofMillis(1_500));
        assertThat(first.<String>as(String.class)).isEqualTo("one");
        assertThat(second.<String>as(String.class)).isEqualTo("two");
    }

    @Test
    void leaseThatIsExtendedAgainAndAgainDoesNotKeepOthersFromEnding() {
        send("drainer", "jobs", "one");
        send("drainer", "others", "two");
        Stage.Answer holder = act("drainer", "holdFor", 50);
        stage.machine.settle();
        act("drainer", "heartbeat", 1);
        stage.machine.advance(Duration.ofSeconds(30));
        assertThat(list("drainer", "drain")).containsExactly("two");
        stage.machine.advance(Duration.ofSeconds(25));
        assertThat(holder.errorCode()).isEqualTo("queue.lease_lost");
    }

    @Test
    void answerThatCannotBeSentIsNoAnswer() {
        Told told = begin("muddler", "questions", "who", SendOptions.NONE, Duration.ofMinutes(1));
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(told.what).isEqualTo("completed");
    }

    @Test
    void timesOfCenturiesAreAsGoodAsForEver() {
        Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(send("drainer", "jobs", "far", SendOptions.after(ever))).isEqualTo("stored");
        assertThat(send("drainer", "jobs", "long", SendOptions.NONE.withTimeToLive(ever)))
                .isEqualTo("stored");
        Stage.Answer extended = act("drainer", "extendForEver");
        stage.machine.advance(Duration.ofSeconds(2));
        assertThat(extended.errorCode()).isEqualTo("no error");
        Stage.Answer waiting = act("drainer", "waitForEver");
        stage.machine.settle();
        send("drainer", "jobs", "near");
        assertThat(waiting.<String>as(String.class)).isEqualTo("near");
        assertThat(list("drainer", "drain")).isEmpty();
    }

    @Test
    void runThatFailedAndWaitsForAFarMessageIsStartedAgainForANearerOne() {
        send("fragile", "jobs", "far", SendOptions.after(Duration.ofDays(1_000)));
        send("fragile", "jobs", "bad");
        stage.machine.advance(Duration.ofSeconds(10));
        send("fragile", "jobs", "near");
        stage.machine.advance(Duration.ofSeconds(2));
        assertThat(list("fragile", "done")).containsExactly("bad", "near");
    }
}
