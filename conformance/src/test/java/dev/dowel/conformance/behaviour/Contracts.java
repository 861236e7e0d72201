package dev.dowel.conformance.behaviour;

import dev.dowel.Action;
import dev.dowel.ActorType;
import dev.dowel.Event;
import dev.dowel.Queue;
import dev.dowel.TypeToken;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers know of the server's actors who do not have their classes. */
final class Contracts {

    private Contracts() {}

    @ActorType("counter")
    interface Counter {

        Event<Long> NEW_COUNT = Event.of("newCount", Long.class);

        long increment(long amount);

        long getCount();

        List<String> parts();

        List<String> identity();

        @Action("destroy")
        void remove();
    }

    /** What a counter is created with. */
    record Start(long count) {}

    @ActorType("ticker")
    interface Ticker {

        Event<Long> TICK = Event.of("tick", Long.class);
        Event<List<String>> DEALT = Event.of("dealt", new TypeToken<List<String>>() {});
        Event<String> FLOOD = Event.of("flood", String.class);

        long tick(int times);

        void move(String piece, int x, int y);

        void pause();

        void deal(List<String> cards);

        void falseAlarm();

        void flood(int length);
    }

    @ActorType("room")
    interface Room {

        Event<String> JOINED = Event.of("joined", String.class);
        Event<String> LEFT = Event.of("left", String.class);
        Event<String> PRIVATE = Event.of("private", String.class);
        Event<String> SECRET = Event.of("secret", String.class);

        String whoAmI();

        int calls();

        List<String> members();

        List<String> entries();

        void whisper(String to, String text);

        void kick(String user, String reason);
    }

    /** What callers of a room connect with. */
    record Login(String user, @Nullable String refuseAt) {

        static Login as(String user) {
            return new Login(user, null);
        }
    }

    @ActorType("noter")
    interface Noter {

        Queue<Long, @Nullable Void> NUMBERS = Queue.of("numbers", Long.class);
        Event<List<Long>> NOTED = Event.of("noted", new TypeToken<List<Long>>() {});

        List<Long> numbers();
    }

    /** Of the actor that answers questions. */
    static final Queue<@Nullable Object, Map<String, Object>> QUESTIONS =
            Queue.of("questions", new TypeToken<@Nullable Object>() {}, new TypeToken<Map<String, Object>>() {});

    @ActorType("shelf")
    interface Shelf {

        Queue<Object, @Nullable Void> KEPT = Queue.of("kept", Object.class);
        Queue<String, @Nullable Void> ODD = Queue.of("a/b é?&", String.class);
        Queue<String, @Nullable Void> CLOSED = Queue.of("closed", String.class);
        Queue<String, @Nullable Void> NONSENSE = Queue.of("nonsense", String.class);

        List<String> take();

        List<String> takeAny();

        int count();

        List<String> takeOdd();
    }

    /** What an unborn actor is created with. */
    record Permit(Object by) {}
}
