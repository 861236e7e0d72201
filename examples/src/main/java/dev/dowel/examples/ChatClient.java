package dev.dowel.examples;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Alice and Bob chat on the demo server; somebody without a token is turned away. A program of its own; run the server
 * first.
 */
public final class ChatClient {

    private ChatClient() {}

    /** Takes the server's address; see {@link DemoEndpoint#of} for what happens without. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelClient client = DowelClient.connect(DemoEndpoint.of(arguments))) {
            ClientActor<ChatRoom> room = client.actor(ChatRoom.class, "java", "general");
            talk(room);
            knock(room);
        }
    }

    private static void talk(ClientActor<ChatRoom> room) throws InterruptedException {
        try (ActorConnection<ChatRoom> alice = room.connect(new ChatRoom.Login("alice-token"));
                ActorConnection<ChatRoom> bob = room.connect(new ChatRoom.Login("bob-token"))) {
            CountDownLatch heardBoth = new CountDownLatch(2);
            alice.onStatusChange(status -> System.out.println("alice is " + status));
            alice.on(ChatRoom.MESSAGE, message -> {
                System.out.println("alice hears " + message.from() + ": " + message.text());
                heardBoth.countDown();
            });
            alice.call(ChatRoom::post, "Hello, Bob!");
            bob.call(ChatRoom::post, "Hello, Alice!");
            heardBoth.await();

            List<ChatRoom.Message> history = bob.call(ChatRoom::history);
            for (ChatRoom.Message message : history.subList(history.size() - 2, history.size())) {
                System.out.println(message.at() + " " + message.from() + ": " + message.text());
            }
            try {
                bob.call(ChatRoom::post, " ");
            } catch (UserError error) {
                System.out.println("bob said nothing: " + error.code() + ": " + error.getMessage());
            }
        }
    }

    private static void knock(ClientActor<ChatRoom> room) {
        try (ActorConnection<ChatRoom> stranger = room.connect(new ChatRoom.Login("stolen"))) {
            stranger.call(ChatRoom::history);
            System.out.println("a stranger got in");
        } catch (ActorError error) {
            System.out.println(
                    "a stranger is refused: " + error.group() + "." + error.code() + ": " + error.getMessage());
        }
    }
}
