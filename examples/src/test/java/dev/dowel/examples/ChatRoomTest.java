package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorDefinition;
import dev.dowel.UserError;
import dev.dowel.examples.ChatRoom.Login;
import dev.dowel.testkit.ActorTest;
import dev.dowel.testkit.Actors;
import dev.dowel.testkit.TestActor;
import dev.dowel.testkit.TestActors;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may enter the chat room, and what is heard there. */
@ActorTest
class ChatRoomTest {

    private TestActor<ChatRoom> room;

    @Actors
    ActorDefinition<?> chatRoom() {
        Tokens tokens = new Tokens(Map.of("a", "alice", "b", "bob"));
        return ActorDefinition.of(ChatRoom.class, () -> new ChatRoom(tokens));
    }

    @BeforeEach
    void find(TestActors actors) {
        room = actors.actor(ChatRoom.class, "general");
    }

    @Test
    void everybodyHearsWhatIsSaid() {
        try (var alice = room.connect(new Login("a"));
                var bob = room.connect(new Login("b"))) {
            var heard = bob.captureEvents(ChatRoom.MESSAGE);
            alice.call(ChatRoom::post, "hello");
            assertThat(heard.last().from()).isEqualTo("alice");
            assertThat(heard.last().text()).isEqualTo("hello");
        }
    }

    @Test
    void strangersStayOutside() {
        assertThatThrownBy(() -> room.connect(new Login("stolen")))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("unknown_token"));
        assertThatThrownBy(() -> room.call(ChatRoom::history))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("no_token"));
    }

    @Test
    void messageThatIsRefusedIsNotHeard(TestActors actors) {
        var alice = room.withParams(new Login("a"));
        var heard = actors.captureEvents(alice, ChatRoom.MESSAGE);
        assertThatThrownBy(() -> alice.call(ChatRoom::post, " ")).isInstanceOf(UserError.class);
        assertThat(heard.all()).isEmpty();
        assertThat(alice.call(ChatRoom::history)).isEmpty();
    }

    @Test
    void messagesCarryTheTimeAndOnlyTheNewestAreKept(TestActors actors) {
        var alice = room.withParams(new Login("a"));
        for (int i = 1; i <= 301; i++) {
            alice.call(ChatRoom::post, "message " + i);
        }
        assertThat(alice.call(ChatRoom::history))
                .hasSize(300)
                .allSatisfy(message ->
                        assertThat(message.at()).isEqualTo(actors.clock().now()));
        assertThat(actors.state(room, ChatRoom.State.class).log().getFirst().text())
                .isEqualTo("message 2");
    }
}
