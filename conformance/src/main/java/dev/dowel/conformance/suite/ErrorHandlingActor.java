package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Fails in every way there is. Confined to the actor's turn. */
@ActorType("errorHandlingActor")
@ActorOptions(actionTimeoutMillis = 500)
final class ErrorHandlingActor extends Actor<ErrorHandlingActor.State> {

    record State(List<String> errorLog) {}

    /** Details of an error; milliseconds since 1970. */
    record Details(String reason, long timestamp) {}

    private static final Duration TOO_LONG = Duration.ofSeconds(10);

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    @Action
    public void throwSimpleError() {
        throw new UserError("user_error", "Simple error message");
    }

    @Action
    public void throwDetailedError() {
        throw new UserError("detailed_error", "Detailed error message", new Details("test", now().toEpochMilli()));
    }

    @Action
    public void throwInternalError() {
        throw new IllegalStateException("This is an internal error");
    }

    @ReadOnly
    @Action
    public String successfulAction() {
        return "success";
    }

    @Action
    public String timeoutAction() throws InterruptedException {
        pause(TOO_LONG);
        return "Nobody hears this.";
    }

    @Action
    public String delayedAction(long delayMillis) throws InterruptedException {
        pause(Duration.ofMillis(delayMillis));
        return "Completed after " + delayMillis + "ms";
    }

    @Action
    public List<String> logError(String error) {
        return update(state -> new State(Stream.concat(state.errorLog().stream(), Stream.of(error))
                        .toList()))
                .errorLog();
    }

    @ReadOnly
    @Action
    public List<String> getErrorLog() {
        return state().errorLog();
    }

    @Action
    public boolean clearErrorLog() {
        setState(new State(List.of()));
        return true;
    }
}
