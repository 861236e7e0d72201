package dev.dowel.typescript;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An actor whose types cannot be written down. */
@ActorType("mistaken")
final class Mistaken extends Actor<Integer> {

    interface Open {}

    record Holder(Thread thread) {}

    sealed interface Tagged permits Typed {}

    record Typed(String type) implements Tagged {}

    static final Event<Exception> FAILED = Event.of("failed", Exception.class);

    @Override
    protected Integer createState(CreateRequest request) {
        return 0;
    }

    @Action
    public Stream<String> lines() {
        return Stream.of();
    }

    @Action
    public void take(Open open, Holder holder, Map<List<String>, String> map) {}

    @Action
    public void tagged(Tagged tagged) {}

    @Action
    public void users() {}

    @Action("users.add")
    public void addUser() {}
}
