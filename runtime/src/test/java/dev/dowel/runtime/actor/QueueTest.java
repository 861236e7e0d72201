package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.DeadLetter;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReply;
import dev.dowel.SendOptions;
import dev.dowel.UserError;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import dev.dowel.runtime.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages are delivered at least once, in order, and removed in the commit of what was done for them. */
class QueueTest {

    record Job(String name, long millis) {}

    record Done(List<String> names) {
        Done plus(String name) {
            List<String> more = new ArrayList<>(names);
            more.add(name);
            return new Done(List.copyOf(more));
        }
    }

    static final Queue<Job, @Nullable Void> JOBS = Queue.of("jobs", Job.class).maxAttempts(3);
    static final Queue<Job, @Nullable Void> STRICT =
            Queue.of("strict", Job.class).inStrictOrder().maxAttempts(3);
    static final Queue<Job, String> QUESTIONS = Queue.of("questions", Job.class, String.class);

    /** Works its queues in {@code run()}. A job whose name begins with "bad" fails, one that says so takes time. */
    @ActorType("worker")
    @ActorOptions(sleepTimeoutMillis = 1_000, maxQueueSize = 10, maxQueueMessageBytes = 200)
    static class Worker extends Actor<Done> {
        public static final Queue<Job, @Nullable Void> JOBS = QueueTest.JOBS;
        public static final Queue<Job, String> QUESTIONS = QueueTest.QUESTIONS;
        public static final Queue<Job, @Nullable Void> STRICT = QueueTest.STRICT;
        public static final Queue<Object, @Nullable Void> UNREAD = Queue.of("unread", Object.class);

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of());
        }

        @Override
        protected void run() throws Exception {
            queues(JOBS, QUESTIONS, STRICT).forEach(this::handle);
        }

        private void handle(QueueMessage<?, ?> message) throws Exception {
            Job job = (Job) message.body();
            if (job.millis() > 0) {
                pause(Duration.ofMillis(job.millis()));
            }
            update(done -> done.plus(job.name() + "#" + message.attempt()));
            if (job.name().startsWith("bad")) {
                throw new UserError("bad_job", "as asked");
            }
            if (message.queue().equals("questions")) {
                answer(message, job.name() + "?");
            }
        }

        @SuppressWarnings("unchecked")
        private static void answer(QueueMessage<?, ?> message, String text) {
            ((QueueMessage<?, Object>) message).complete(text);
        }

        @Action
        public List<String> done() {
            return state().names();
        }

        @Action
        public List<String> dead() {
            return queue(JOBS).deadLetters(10).stream()
                    .map(letter ->
                            letter.body().map(Job::name).orElse("?") + " " + letter.attempts() + " " + letter.reason())
                    .toList();
        }

        @Action
        public boolean retryFirstDead() {
            return queue(JOBS)
                    .retryDeadLetter(queue(JOBS).deadLetters(1).getFirst().id());
        }

        @Action
        public int purge() {
            return queue(JOBS).purgeDeadLetters();
        }

        @Action
        public int size() {
            return queue(JOBS).size()
                    + queue(STRICT).size()
                    + queue(QUESTIONS).size()
                    + queue(UNREAD).size();
        }

        @Action
        public void end() {
            destroy();
        }

        @Override
        protected boolean canPublish(Connection connection, String queue) {
            return !queue.equals("secret");
        }
    }

    /** Receives in actions. */
    @ActorType("drainer")
    static final class Drainer extends Actor<Done> {
        public static final Queue<Job, @Nullable Void> JOBS = QueueTest.JOBS;

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of());
        }

        @Action
        public void put(String name) {
            queue(JOBS).send(new Job(name, 0));
        }

        @Action
        public void putButFail(String name) {
            queue(JOBS).send(new Job(name, 0));
            throw new UserError("no", "as asked");
        }

        @Action
        public int drain(boolean fail) {
            List<QueueMessage<Job, @Nullable Void>> batch = queue(JOBS).tryNextBatch(10);
            batch.forEach(job -> update(done -> done.plus(job.body().name())));
            if (fail) {
                throw new UserError("no", "as asked");
            }
            return batch.size();
        }

        @Action
        public Optional<String> waitFor(long millis) throws InterruptedException {
            return queue(JOBS)
                    .next(Duration.ofMillis(millis))
                    .map(job -> job.body().name());
        }

        @Action
        public String waitToTheEnd() {
            try {
                return queue(JOBS).next().body().name();
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }

        @Action
        public String waitToTheEndAndChange() {
            String end = waitToTheEnd();
            update(done -> done.plus(end));
            return end;
        }

        @Action
        public void end() {
            destroy();
        }

        @Action
        public String receiveAndLeave() throws InterruptedException {
            return queue(JOBS).manually().next().body().name();
        }

        @Action
        public String receiveTwice() throws InterruptedException {
            queue(JOBS).manually().next();
            return codeOf(() -> queue(JOBS).tryNext());
        }

        @Action
        public String completeTwice() throws InterruptedException {
            QueueMessage<Job, @Nullable Void> job = queue(JOBS).manually().next();
            job.complete();
            return codeOf(job::complete);
        }

        @Action
        public String waitForMyself() {
            return codeOf(
                    () -> actor(Drainer.class, "a").sendAndWait(QUESTIONS, new Job("x", 0), Duration.ofSeconds(1)));
        }

        @Action
        public String sendToUnknown() {
            return codeOf(() -> actor(Worker.class, "a").send(Queue.of("unknown", String.class), "x"));
        }

        @Action
        public void sendToMyselfButFail() {
            actor(Drainer.class, "a").send(JOBS, new Job("self", 0));
            throw new UserError("no", "as asked");
        }

        @Action
        public String ask(String text) {
            QueueReply<String> reply =
                    actor(Worker.class, "a").sendAndWait(QUESTIONS, new Job(text, 0), Duration.ofSeconds(5));
            return switch (reply) {
                case QueueReply.Completed<String> completed -> completed.value();
                case QueueReply.TimedOut<String> ignored -> "timed out";
            };
        }

        @Action
        public void hold(long millis) throws Exception {
            QueueMessage<Job, @Nullable Void> job = queue(JOBS).manually().next();
            pause(Duration.ofMillis(millis));
            update(done -> done.plus(codeOf(job::complete)));
        }

        @Action
        public void holdTooLong() throws InterruptedException {
            QueueMessage<Job, @Nullable Void> job = queue(JOBS).next();
            job.extend(Duration.ofSeconds(1));
            pause(Duration.ofSeconds(3));
            update(done -> done.plus(job.body().name()));
        }

        @Action
        public List<String> done() {
            return state().names();
        }

        private static String codeOf(Runnable code) {
            try {
                code.run();
                return "none";
            } catch (ActorError e) {
                return e.group() + "." + e.code();
            }
        }
    }

    /** Its run() handles messages without protection. */
    @ActorType("fragile")
    static final class Fragile extends Actor<Done> {
        public static final Queue<Job, @Nullable Void> JOBS = QueueTest.JOBS;

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of());
        }

        @Override
        protected void run() throws Exception {
            while (true) {
                QueueMessage<Job, @Nullable Void> job = queue(JOBS).next();
                update(done -> done.plus(job.body().name() + "#" + job.attempt()));
                if (job.body().name().equals("bad") && job.attempt() < 3) {
                    throw new IllegalStateException("as asked");
                }
            }
        }

        @Action
        public List<String> done() {
            return state().names();
        }
    }

    /** Its jobs are numbers. */
    @ActorType("worker")
    static final class NewWorker extends Actor<Done> {
        public static final Queue<Long, @Nullable Void> JOBS = Queue.of("jobs", Long.class);

        @Override
        protected Done createState(CreateRequest request) {
            return new Done(List.of());
        }

        @Override
        protected void run() throws InterruptedException {
            queue(JOBS).forEach(job -> update(done -> done.plus("number " + job.body())));
        }

        @Action
        public List<String> done() {
            return state().names();
        }

        @Action
        public List<String> dead() {
            return queue(JOBS).deadLetters(10).stream().map(DeadLetter::reason).toList();
        }
    }

    private Stage stage = new Stage(
            ActorDefinition.of(Worker.class), ActorDefinition.of(Drainer.class), ActorDefinition.of(Fragile.class));

    /** What a sender was told. */
    private static final class Told implements QueueSink {
        private String what = "nothing";
        private Runnable giveUp = () -> {};

        @Override
        public void waits(Runnable leaving) {
            giveUp = leaving;
        }

        @Override
        public void stored(ActorSpecifier actor) {
            add("stored");
        }

        @Override
        public void completed(ActorSpecifier actor, byte @Nullable [] response) {
            add("completed " + (response == null ? "" : new String(response, StandardCharsets.UTF_8)));
        }

        @Override
        public void timedOut(ActorSpecifier actor) {
            add("timed out");
        }

        @Override
        public void fail(ErrorBody error, @Nullable String traceId) {
            add(error.group() + "." + error.code());
        }

        private void add(String more) {
            what = what.equals("nothing") ? more : what + ", " + more;
        }
    }

    private Told begin(
            String actor, String queue, @Nullable Object body, SendOptions options, @Nullable Duration patience) {
        Told told = new Told();
        Target target = new Target.GetOrCreate(Stage.address(actor, "a"), null);
        QueueSend send = new QueueSend(queue, Stage.json(body), options, Optional.ofNullable(patience));
        stage.runtime.enqueue(target, Stage.caller(null), send, told);
        return told;
    }

    private String send(String queue, @Nullable Object body) {
        return send(queue, body, SendOptions.NONE);
    }

    private String send(String queue, @Nullable Object body, SendOptions options) {
        Told told = begin("worker", queue, body, options, null);
        stage.machine.settle();
        return told.what;
    }

    private String ask(Job question, SendOptions options) {
        Told told = begin("worker", "questions", question, options, Duration.ofSeconds(2));
        stage.machine.settle();
        return told.what;
    }

    private void advance(Duration time) {
        stage.machine.advance(time);
    }

    private List<String> done(String actor) {
        return stage.call(actor, "a", "done").as(List.class);
    }

    private List<String> dead() {
        return stage.call("worker", "a", "dead").as(List.class);
    }

    private static Job job(String name) {
        return new Job(name, 0);
    }

    @Test
    void messagesAreHandledInOrderAndRemoved() {
        assertThat(send("jobs", job("one"))).isEqualTo("stored");
        assertThat(send("jobs", job("two"))).isEqualTo("stored");
        assertThat(done("worker")).containsExactly("one#1", "two#1");
        assertThat(stage.call("worker", "a", "size").asLong()).isZero();
    }

    @Test
    void actorSleepsWhileItWaitsForAMessageWhichWakesIt() {
        send("jobs", job("one"));
        advance(Duration.ofSeconds(5));
        assertThat(stage.await(stage.runtime.find(Stage.address("worker", "a")))
                        .orElseThrow()
                        .startedAt())
                .isNull();
        send("jobs", job("two"));
        assertThat(done("worker")).containsExactly("one#1", "two#1");
    }

    @Test
    void messageThatFailsIsUndoneAndTriedAgainWhileOthersGoOn() {
        send("jobs", job("bad"));
        send("jobs", job("good"));
        assertThat(done("worker")).containsExactly("good#1");
        advance(Duration.ofSeconds(10));
        assertThat(dead()).containsExactly("bad 3 user.bad_job");
        assertThat(done("worker")).containsExactly("good#1");
    }

    @Test
    void messageThatFailsInStrictOrderKeepsOthersWaiting() {
        send("strict", job("bad"));
        send("strict", job("good"));
        send("jobs", job("other"));
        assertThat(done("worker")).containsExactly("other#1");
        advance(Duration.ofMillis(200));
        assertThat(done("worker")).containsExactly("other#1");
        advance(Duration.ofSeconds(10));
        assertThat(done("worker")).containsExactly("other#1", "good#1");
    }

    @Test
    void deadLettersAreRetriedAndPurged() {
        send("jobs", job("bad"));
        advance(Duration.ofSeconds(10));
        assertThat(stage.call("worker", "a", "retryFirstDead").<Boolean>as(Boolean.class))
                .isTrue();
        assertThat(dead()).isEmpty();
        advance(Duration.ofSeconds(10));
        assertThat(dead()).hasSize(1);
        assertThat(stage.call("worker", "a", "purge").asLong()).isEqualTo(1);
        assertThat(dead()).isEmpty();
    }

    @Test
    void senderThatWaitsGetsTheAnswer() {
        assertThat(ask(job("who"), SendOptions.NONE)).isEqualTo("completed \"who?\"");
    }

    @Test
    void senderThatWaitsTooLongIsToldAndTheMessageStays() {
        Told told = begin("worker", "questions", new Job("slow", 10_000), SendOptions.NONE, Duration.ofSeconds(2));
        advance(Duration.ofSeconds(3));
        assertThat(told.what).isEqualTo("timed out");
        advance(Duration.ofSeconds(8));
        assertThat(done("worker")).containsExactly("slow#1");
    }

    @Test
    void senderThatGivesUpIsNotWaitedForAnyMore() {
        Told told = begin("worker", "unread", job("one"), SendOptions.NONE, Duration.ofHours(1));
        advance(Duration.ofSeconds(5));
        assertThat(isAwake()).isTrue();

        told.giveUp.run();
        told.giveUp.run();
        advance(Duration.ofSeconds(5));

        assertThat(told.what).isEqualTo("timed out");
        assertThat(isAwake()).isFalse();
        assertThat(stage.call("worker", "a", "size").asLong()).isEqualTo(1);
    }

    private boolean isAwake() {
        return stage.await(stage.runtime.find(Stage.address("worker", "a")))
                        .orElseThrow()
                        .startedAt()
                != null;
    }

    @Test
    void senderIsAnsweredForAMessageWithoutAnAnswer() {
        Told told = begin("worker", "jobs", job("one"), SendOptions.NONE, Duration.ofSeconds(2));
        stage.machine.settle();
        assertThat(told.what).isEqualTo("completed ");
    }

    @Test
    void senderThatWaitsIsToldThatTheMessageWasGivenUp() {
        Told told = begin("worker", "jobs", job("bad"), SendOptions.NONE, Duration.ofSeconds(20));
        advance(Duration.ofSeconds(10));
        assertThat(told.what).isEqualTo("queue.message_given_up");
    }

    @Test
    void nothingIsAcknowledgedThatIsNotStored() {
        done("worker");
        stage.store.full = true;
        assertThat(send("jobs", job("one"))).isEqualTo("store.unavailable");
        stage.store.full = false;
        assertThat(send("jobs", job("two"))).isEqualTo("stored");
        assertThat(done("worker")).containsExactly("two#1");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThat(send("jobs", "text")).isEqualTo("queue.message_invalid");
        assertThat(send("jobs", null)).isEqualTo("queue.message_invalid");
        assertThat(send("jobs", job("x".repeat(300)))).isEqualTo("queue.message_too_large");
        assertThat(send("secret", job("x"))).isEqualTo("auth.forbidden");
        assertThat(send("unknown", "anything")).isEqualTo("stored");
        assertThat(stage.call("drainer", "a", "sendToUnknown").<String>as(String.class))
                .isEqualTo("queue.not_declared");
    }

    @Test
    void fullQueueRefusesMore() {
        for (int i = 0; i < 10; i++) {
            assertThat(send("unread", i)).isEqualTo("stored");
        }
        assertThat(stage.call("worker", "a", "size").asLong()).isEqualTo(10);
        assertThat(send("unread", 10)).isEqualTo("queue.full");
        assertThat(send("jobs", job("x"))).isEqualTo("queue.full");
    }

    @Test
    void repeatedSendWithAKeyIsOneMessage() {
        SendOptions once = SendOptions.once("k1");
        assertThat(ask(job("who"), once)).isEqualTo("completed \"who?\"");
        assertThat(ask(job("who"), once)).isEqualTo("completed \"who?\"");
        assertThat(send("questions", job("who"), once)).isEqualTo("stored");
        assertThat(done("worker")).containsExactly("who#1");
        advance(Duration.ofHours(25));
        assertThat(ask(job("who"), once)).isEqualTo("completed \"who?\"");
        assertThat(done("worker")).containsExactly("who#1", "who#1");
    }

    @Test
    void delayedMessageWakesTheActorWhenItIsDue() {
        send("jobs", job("later"), SendOptions.after(Duration.ofHours(1)));
        send("jobs", job("now"));
        advance(Duration.ofMinutes(59));
        assertThat(done("worker")).containsExactly("now#1");
        advance(Duration.ofMinutes(2));
        assertThat(done("worker")).containsExactly("now#1", "later#1");
    }

    @Test
    void messageThatComesTooLateIsADeadLetter() {
        send("jobs", new Job("slow", 800));
        send("jobs", job("fast"), SendOptions.NONE.withTimeToLive(Duration.ofMillis(500)));
        advance(Duration.ofSeconds(2));
        assertThat(done("worker")).containsExactly("slow#1");
        assertThat(dead()).containsExactly("fast 1 expired");
    }

    @Test
    void crashWhileAMessageIsHandledCountsAsAnAttemptAndKeepsTheOrder() {
        send("jobs", new Job("slow", 60_000));
        send("jobs", job("next"));
        stage = stage.restart();
        assertThat(stage.call("worker", "a", "size").asLong()).isEqualTo(2);
        advance(Duration.ofSeconds(61));
        assertThat(done("worker")).containsExactly("slow#2", "next#1");
    }

    @Test
    void messagesThatWaitWakeTheirActorAfterACrash() {
        send("jobs", new Job("slow", 60_000));
        send("jobs", job("next"));
        stage = stage.restart();
        advance(Duration.ofSeconds(70));
        assertThat(done("worker")).containsExactly("slow#2", "next#1");
    }

    @Test
    void messageThatIsHandledWhenTheActorStopsIsHandledByTheNextActivation() {
        send("jobs", new Job("slow", 5_000));
        stage.await(stage.runtime.sleep(
                "default", stage.call("worker", "a", "done").actor.actorId()));
        advance(Duration.ofSeconds(20));
        assertThat(done("worker")).containsExactly("slow#1");
    }

    @Test
    void batchIsUndoneWithItsTurn() {
        stage.call("drainer", "a", "put", "one");
        stage.call("drainer", "a", "put", "two");
        assertThat(stage.call("drainer", "a", "putButFail", "three").errorCode())
                .isEqualTo("user.no");
        assertThat(stage.call("drainer", "a", "drain", true).errorCode()).isEqualTo("user.no");
        assertThat(done("drainer")).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(stage.call("drainer", "a", "drain", false).asLong()).isEqualTo(2);
        assertThat(done("drainer")).containsExactly("one", "two");
    }

    @Test
    void receivingWaitsAsLongAsItIsTold() {
        Stage.Answer answer =
                stage.begin(new Target.GetOrCreate(Stage.address("drainer", "a"), null), null, "waitFor", 1_000);
        advance(Duration.ofMillis(500));
        stage.call("drainer", "a", "put", "one");
        assertThat(answer.<String>as(String.class)).isEqualTo("one");
        Stage.Answer late =
                stage.begin(new Target.GetOrCreate(Stage.address("drainer", "a"), null), null, "waitFor", 1_000);
        advance(Duration.ofMillis(1_001));
        assertThat(late.<Object>as(Object.class)).isNull();
    }

    @Test
    void actionThatWaitsWhenItsActorIsDestroyedMayAnswerButChangesNothing() {
        Target drainer = new Target.GetOrCreate(Stage.address("drainer", "a"), null);
        Stage.Answer answers = stage.begin(drainer, null, "waitToTheEnd");
        Stage.Answer changes = stage.begin(drainer, null, "waitToTheEndAndChange");
        stage.machine.settle();
        stage.call("drainer", "a", "end");
        assertThat(answers.<String>as(String.class)).isEqualTo("interrupted");
        assertThat(changes.errorCode()).isEqualTo("actor.aborted");
        assertThat(done("drainer")).isEmpty();
    }

    @Test
    void messageThatIsNotCompletedIsDeliveredAgain() {
        stage.call("drainer", "a", "put", "one");
        assertThat(stage.call("drainer", "a", "receiveAndLeave").<String>as(String.class))
                .isEqualTo("one");
        Stage.Answer again =
                stage.begin(new Target.GetOrCreate(Stage.address("drainer", "a"), null), null, "waitFor", 1_000);
        advance(Duration.ofSeconds(1));
        assertThat(again.<String>as(String.class)).isEqualTo("one");
    }

    @Test
    void misuseHasItsCodes() {
        stage.call("drainer", "a", "put", "one");
        assertThat(stage.call("drainer", "a", "receiveTwice").<String>as(String.class))
                .isEqualTo("queue.previous_message_not_completed");
        advance(Duration.ofSeconds(1));
        assertThat(stage.call("drainer", "a", "completeTwice").<String>as(String.class))
                .isEqualTo("queue.already_completed");
        assertThat(stage.call("drainer", "a", "waitForMyself").<String>as(String.class))
                .isEqualTo("queue.wait_cycle");
    }

    @Test
    void messageToOneselfBelongsToTheTurn() {
        assertThat(stage.call("drainer", "a", "sendToMyselfButFail").errorCode())
                .isEqualTo("user.no");
        assertThat(stage.call("drainer", "a", "drain", false).asLong()).isZero();
    }

    @Test
    void actorAsksAnotherThroughItsQueue() {
        assertThat(stage.call("drainer", "a", "ask", "who").<String>as(String.class))
                .isEqualTo("who?");
    }

    @Test
    void messageThatIsHeldTooLongIsGivenBack() {
        stage.call("drainer", "a", "put", "one");
        Stage.Answer holder =
                stage.begin(new Target.GetOrCreate(Stage.address("drainer", "a"), null), null, "hold", 50_000);
        advance(Duration.ofSeconds(51));
        assertThat(done("drainer")).containsExactly("none");
        assertThat(holder.errorCode()).isEqualTo("no error");
    }

    @Test
    void whatIsDoneForAMessageThatWasGivenBackMeanwhileIsUndone() {
        stage.call("drainer", "a", "put", "one");
        Stage.Answer holder =
                stage.begin(new Target.GetOrCreate(Stage.address("drainer", "a"), null), null, "holdTooLong");
        advance(Duration.ofSeconds(4));
        assertThat(holder.errorCode()).isEqualTo("queue.lease_lost");
        assertThat(stage.call("drainer", "a", "drain", false).asLong()).isEqualTo(1);
        assertThat(done("drainer")).containsExactly("one");
    }

    @Test
    void senderOfAStoredMessageIsNotToldThatItIsUndone() {
        Told told = begin("drainer", "jobs", job("one"), SendOptions.NONE, Duration.ofSeconds(60));
        stage.machine.settle();
        stage.store.full = true;
        stage.call("drainer", "a", "drain", false);
        stage.store.full = false;
        assertThat(told.what).isEqualTo("queue.completion_waiter_dropped");
        assertThat(stage.call("drainer", "a", "drain", false).asLong()).isEqualTo(1);
    }

    @Test
    void clockThatIsSetBackHidesNoMessage() {
        stage.call("drainer", "a", "put", "one");
        stage.machine.setWall(-Duration.ofHours(1).toNanos());
        assertThat(stage.call("drainer", "a", "drain", false).asLong()).isEqualTo(1);
    }

    @Test
    void runThatFailsIsStartedAgainForTheMessage() {
        begin("fragile", "jobs", job("bad"), SendOptions.NONE, null);
        stage.machine.settle();
        begin("fragile", "jobs", job("good"), SendOptions.NONE, null);
        advance(Duration.ofSeconds(5));
        assertThat(done("fragile")).containsExactly("bad#3", "good#1");
    }

    @Test
    void destroyedActorLeavesNothing() {
        send("jobs", new Job("slow", 20_000));
        Told told = begin("worker", "questions", job("who"), SendOptions.NONE, Duration.ofSeconds(60));
        stage.machine.settle();
        stage.call("worker", "a", "end");
        assertThat(told.what).isEqualTo("queue.message_given_up");
        advance(Duration.ofMinutes(2));
        assertThat(done("worker")).isEmpty();
        assertThat(stage.call("worker", "a", "size").asLong()).isZero();
    }

    @Test
    void messagesOfAnOlderShapeAreDeadLetters() {
        send("jobs", new Job("slow", 60_000));
        send("jobs", job("old"));
        stage = stage.restart(ActorDefinition.of(NewWorker.class));
        assertThat(send("jobs", 7)).isEqualTo("stored");
        assertThat(done("worker")).containsExactly("number 7");
        assertThat(dead()).containsExactly("queue.message_invalid", "queue.message_invalid");
    }

    @Test
    void startDoesNotMeetWhatWentThroughTheQueue() {
        send("unread", "an old message that nobody wants");
        for (int i = 0; i < 4_000; i++) {
            send("jobs", job("n"));
        }
        stage = stage.restart();
        int before = stage.store.entriesRead;
        done("worker");
        assertThat(stage.store.entriesRead - before).isLessThan(10);
    }
}
