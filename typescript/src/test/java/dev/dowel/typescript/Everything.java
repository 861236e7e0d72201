package dev.dowel.typescript;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.Queue;
import dev.dowel.TypeToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An actor that uses every kind of type. Its comment has {@code code}, a {@link List}, and
 * two lines.
 */
@ActorType(value = "everything", connectionParams = Everything.Login.class)
public final class Everything extends Actor<Everything.State> {

    record State(long count) {}

    /** Who connects. */
    public record Login(String token, @Nullable String room) {}

    /**
     * A post.
     *
     * @param author who wrote it
     */
    record Post(UUID id, String author, Instant at, Optional<String> title, List<Label> labels, byte[] picture) {}

    enum Label {
        NEW,
        OLD
    }

    sealed interface Shape permits Circle, Polygon {}

    record Circle(double radius) implements Shape {}

    sealed interface Polygon extends Shape permits Square, Free {}

    record Square(double side) implements Polygon {}

    record Free(List<Point> points) implements Polygon {}

    record Point(double x, double y) {}

    record Page<T>(List<T> items, @Nullable Page<T> next) {}

    sealed interface Outcome<T> permits Done, Refused {}

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(String why) implements Outcome<T> {}

    static class Base {
        int from;
    }

    static final class Plain extends Base {
        String name = "";
        transient int seen;
    }

    static final Event<Post> POSTED = Event.of("posted", Post.class);
    static final Event<Void> CLEARED = Event.of("cleared", Void.class);
    static final Event<List<Integer>> NUMBERS = Event.of("numbers", new TypeToken<>() {});
    static final Queue<Post, Void> JOBS = Queue.of("jobs", Post.class);
    static final Queue<String, Circle> QUESTIONS = Queue.of("questions", String.class, Circle.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /**
     * Adds a post.
     *
     * @param author who writes
     * @return the post
     * @throws IllegalStateException never
     */
    @Action(errorCodes = {"empty", "too_long"})
    public Post post(String author, Optional<String> title) {
        throw new IllegalStateException();
    }

    @Action("users.add")
    public void addUser(String name, @Nullable String nick, int age) {}

    @Action("users.list")
    public Page<String> users() {
        throw new IllegalStateException();
    }

    @Action
    public Outcome<Post> outcome(Shape shape, Map<String, Point> corners, Map<Label, Integer> counts) {
        throw new IllegalStateException();
    }

    @Action
    public @Nullable Plain plain(BigInteger big, BigDecimal exact, Duration wait, Set<Label> labels, Object any) {
        return null;
    }

    @Action
    public List<Optional<Integer>> holes(int[] numbers, boolean flag, String delete) {
        return List.of();
    }

    @Action(internal = true)
    public void secret(Runnable notSent) {}
}
