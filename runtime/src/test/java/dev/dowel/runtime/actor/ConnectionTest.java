package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.UserError;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Connections, their hooks, and the events they get. */
class ConnectionTest {

    record Login(String user) {}

    record Members(List<String> log) {
        Members plus(String line) {
            return new Members(java.util.stream.Stream.concat(log.stream(), java.util.stream.Stream.of(line))
                    .toList());
        }
    }

    record Session(String user, int posts) {}

    @ActorType("room")
    @ActorOptions(hookTimeoutMillis = 500)
    static final class Room extends Actor<Members> {
        static final Event<String> SAID = Event.of("said", String.class);

        @Override
        protected Members createState(CreateRequest request) {
            return new Members(List.of());
        }

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (!request.hasParams()) {
                throw new UserError("no_login", "Log in first.");
            }
            if (request.params(Login.class).user().equals("slow")) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        protected Object createConnectionState(ConnectRequest request) {
            return new Session(request.params(Login.class).user(), 0);
        }

        @Override
        protected void onConnect(Connection connection) {
            update(members -> members.plus("+" + connection.state(Session.class).user()));
        }

        @Override
        protected void onDisconnect(Connection connection) {
            update(members -> members.plus("-" + connection.state(Session.class).user()));
        }

        @Override
        protected boolean canSubscribe(Connection connection, String event) {
            return !event.equals("secrets");
        }

        @Action
        public void say(String text) {
            broadcast(SAID, text);
            if (text.isBlank()) {
                throw new UserError("blank", "Say something.");
            }
        }

        @Action
        public void shout(int length) {
            broadcast(SAID, "A".repeat(length));
        }

        @Action
        public int post(boolean fail) {
            Session session = connection().state(Session.class);
            connection().setState(new Session(session.user(), session.posts() + 1));
            if (fail) {
                throw new UserError("failed", "as asked");
            }
            return connection().state(Session.class).posts();
        }

        @Action
        public void whisper(String text) {
            connection().send("whispered", text, text.length());
        }

        @Action
        public void leave() {
            connection().disconnect("bye");
        }

        @Action
        public int others() {
            return connections().size();
        }

        @Action
        public List<String> lines() {
            return state().log();
        }
    }

    private final Stage stage = new Stage(ActorDefinition.of(Room.class));

    private Stage.Socket join(String user) {
        return stage.connect("room", "r", new Login(user));
    }

    private List<String> log() {
        Stage.Answer answer =
                stage.begin(new Target.GetOrCreate(Stage.address("room", "r"), null), new Login("reader"), "lines");
        stage.machine.settle();
        return answer.as(List.class);
    }

    @Test
    void hooksRunAroundAConnectionAndAroundAnActionOverHttp() {
        Stage.Socket anna = join("anna");
        assertThat(anna.log).containsExactly("init");
        anna.drop();
        assertThat(log()).containsExactly("+anna", "-anna", "+reader");
        assertThat(log()).containsExactly("+anna", "-anna", "+reader", "-reader", "+reader");
    }

    @Test
    void refusedConnectionIsDeniedAndLeavesNothing() {
        assertThat(stage.connect("room", "r", null).log).containsExactly("deny user.no_login");
        assertThat(stage.connect("room", "r", List.of(1)).log).containsExactly("deny actor.invalid_request");
        assertThat(stage.call("room", "r", "lines").errorCode()).isEqualTo("user.no_login");
        assertThat(log()).containsExactly("+reader");
    }

    @Test
    void actorMaySayThatACallerIsForbidden() {
        Stage closed = new Stage(ActorDefinition.<Void>named("closed")
                .onBeforeConnect((c, request) -> {
                    throw new ActorError("auth", "forbidden", "members only", null);
                })
                .action("enter", String.class, c -> "in")
                .build());
        assertThat(closed.connect("closed", "a", null).log).containsExactly("deny auth.forbidden");
        assertThat(closed.call("closed", "a", "enter").errorCode()).isEqualTo("auth.forbidden");
    }

    @Test
    void errorsOfTheActorsOwnGroupsReachTheCallerAndThoseOfTheServersAreMasked() {
        Stage stage = new Stage(ActorDefinition.<Void>named("odd")
                .action("fail", String.class, String.class, (ActorContext<Void> c, String group) -> {
                    throw new ActorError(group, "odd", "odd enough", Map.of("how", "very"));
                })
                .build());
        Stage.Answer own = stage.call("odd", "a", "fail", "billing");
        assertThat(own.errorCode()).isEqualTo("billing.odd");
        assertThat(own.error.message()).isEqualTo("odd enough");
        assertThat(own.error.metadata()).isEqualTo(Map.of("how", "very"));
        assertThat(stage.call("odd", "a", "fail", "actor").errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(stage.call("odd", "a", "fail", "auth").errorCode()).isEqualTo("rivetkit.internal_error");
    }

    @Test
    void hookThatHangsIsDeniedInTime() {
        Stage.Socket slow = join("slow");
        assertThat(slow.log).isEmpty();
        stage.machine.advance(Duration.ofMillis(600));
        assertThat(slow.log).containsExactly("deny actor.hook_timed_out");
        assertThat(join("anna").log).containsExactly("init");
    }

    @Test
    void eventsReachSubscribersOnlyAndBeforeTheReply() {
        Stage.Socket anna = join("anna");
        Stage.Socket ben = join("ben");
        anna.subscribe("said");
        anna.action("say", "hi");
        ben.action("say", "ho");
        assertThat(anna.log).containsExactly("init", "said[\"hi\"]", "0 → [\"$Undefined\",0]", "said[\"ho\"]");
        assertThat(ben.log).containsExactly("init", "0 → [\"$Undefined\",0]");
    }

    @Test
    void failedTurnSendsNoEvent() {
        Stage.Socket anna = join("anna");
        anna.subscribe("said");
        anna.action("say", " ");
        assertThat(anna.log).containsExactly("init", "0 ✗ user.blank");
    }

    @Test
    void eventThatIsTooLargeClosesItsReceivers() {
        Stage.Socket anna = join("anna");
        Stage.Socket ben = join("ben");
        anna.subscribe("said");
        ben.action("shout", Limits.OUTGOING_MESSAGE_BYTES);
        assertThat(anna.log).containsExactly("init", "close 1011 message.outgoing_too_long");
        assertThat(ben.log).containsExactly("init", "0 → [\"$Undefined\",0]");
    }

    @Test
    void subscriptionsAreBounded() {
        Stage.Socket anna = join("anna");
        for (int i = 0; i < Limits.CONNECTION_SUBSCRIPTIONS; i++) {
            anna.subscribe("event" + i);
        }
        anna.subscribe("event0");
        assertThat(anna.log).containsExactly("init");
        anna.subscribe("one too many");
        assertThat(anna.log).containsExactly("init", "close 1011 actor.invalid_request");
    }

    @Test
    void unsubscribedConnectionGetsNothingMore() {
        Stage.Socket anna = join("anna");
        anna.subscribe("said");
        anna.inlet.subscription("said", false);
        anna.action("say", "hi");
        assertThat(anna.log).containsExactly("init", "0 → [\"$Undefined\",0]");
    }

    @Test
    void deniedSubscriptionClosesTheConnection() {
        Stage.Socket anna = join("anna");
        anna.subscribe("secrets");
        assertThat(anna.log).containsExactly("init", "close 1011 auth.forbidden");
    }

    @Test
    void connectionStateIsRolledBackWithTheTurn() {
        Stage.Socket anna = join("anna");
        anna.action("post", false);
        anna.action("post", true);
        anna.action("post", false);
        assertThat(anna.log).containsExactly("init", "0 → 1", "1 ✗ user.failed", "2 → 2");
    }

    @Test
    void messageToOneConnectionNeedsNoSubscription() {
        Stage.Socket anna = join("anna");
        anna.action("whisper", "psst");
        assertThat(anna.log).containsExactly("init", "whispered[\"psst\",4]", "0 → [\"$Undefined\",0]");
    }

    @Test
    void disconnectClosesWithTheReasonAfterWhatTheTurnSent() {
        Stage.Socket anna = join("anna");
        anna.action("leave");
        assertThat(anna.log).containsExactly("init", "close 1000 bye", "0 → [\"$Undefined\",0]");
    }

    @Test
    void openConnectionsAreCountedWithTheCallingOne() {
        Stage.Socket anna = join("anna");
        join("ben").drop();
        anna.action("others");
        assertThat(anna.log).containsExactly("init", "0 → 1");
    }

    @Test
    void whatASocketAsksBeforeItIsConnectedWaitsInOrder() {
        Stage.Socket eager = stage
        .new Socket(new Target.GetOrCreate(Stage.address("room", "r"), null), Stage.caller(new Login("eager")));
        eager.inlet.subscription("said", true);
        eager.inlet.action(0, "say", Stage.json(List.of("one")));
        eager.inlet.action(1, "say", Stage.json(List.of("two")));
        assertThat(eager.inlet.pending()).isEqualTo(2);
        stage.machine.settle();
        assertThat(eager.log)
                .containsExactly(
                        "init", "said[\"one\"]", "0 → [\"$Undefined\",0]", "said[\"two\"]", "1 → [\"$Undefined\",0]");
        assertThat(eager.inlet.pending()).isZero();
    }

    @Test
    void connectingToAMissingActorByIdIsRetriedByClientsNotDenied() {
        Stage.Socket socket = stage.new Socket(new Target.ById("default", "nobody"), Stage.caller(new Login("anna")));
        stage.machine.settle();
        assertThat(socket.log).containsExactly("close 1011 actor.not_found");
    }

    @Test
    void failedCommitTellsSocketsToComeBack() {
        Stage.Socket anna = join("anna");
        stage.store.full = true;
        Stage.Socket ben = join("ben");
        assertThat(ben.log).contains("close 1011 actor.restarting").doesNotContain("init");
        stage.store.full = false;
        assertThat(anna.log).containsExactly("init", "close 1011 actor.restarting");
        assertThat(join("carl").log).containsExactly("init");
    }

    private static Stage leaving() {
        return new Stage(ActorDefinition.<Void>named("leaving")
                .action("vanish", String.class, c -> {
                    c.broadcast("farewell", "all");
                    c.destroy();
                    return "gone";
                })
                .build());
    }

    @Test
    void destroyedActorSaysItsLastWordsBeforeItsSocketsClose() {
        Stage stage = leaving();
        Stage.Socket socket = stage.connect("leaving", "a", null);
        socket.subscribe("farewell");
        socket.action("vanish");
        assertThat(socket.log).containsExactly("init", "farewell[\"all\"]", "0 → \"gone\"", "close 1000 ");
    }

    @Test
    void destructionThatFailsTellsSocketsToComeBack() {
        Stage stage = leaving();
        Stage.Socket socket = stage.connect("leaving", "a", null);
        stage.store.full = true;
        socket.action("vanish");
        assertThat(socket.log).containsExactly("init", "0 ✗ store.unavailable", "close 1011 actor.restarting");
    }

    @Test
    void answerThatCannotBeWrittenClosesItsSocket() {
        Stage.Socket socket = join("ann");
        socket.noMemory = true;
        socket.action("others");
        socket.action("post", true);
        assertThat(socket.log)
                .containsExactly("init", "close 1011 rivetkit.internal_error", "close 1011 rivetkit.internal_error");
    }
}
