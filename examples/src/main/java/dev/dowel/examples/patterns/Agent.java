package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.stream.Stream;

/**
 * A conversation with a language model. What was said is durable; the answer is heard piece by piece by everybody who is
 * connected, also on a second device. Confined to the actor's turn.
 *
 * <p>The model answers while the actor goes on: {@code keepAwake} gives the turn back, and each piece comes back in a turn
 * of its own. If the process dies in the middle, the question is there and the answer is not.
 */
@ActorType("agent")
@ActorOptions(actionTimeoutMillis = 5 * 60_000)
public final class Agent extends Actor<Agent.State> {

    /** What was said. */
    public record State(List<LanguageModel.Message> said) {

        State plus(String from, String text) {
            return new State(Stream.concat(said.stream(), Stream.of(new LanguageModel.Message(from, text)))
                    .toList());
        }
    }

    /** A piece of an answer. */
    public static final Event<String> PIECE = Event.of("piece", String.class);

    private final LanguageModel model;

    /** An agent that answers with a model. */
    public Agent(LanguageModel model) {
        this.model = model;
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    /** Says something and returns the whole answer. */
    @Action
    public String ask(String question) throws Exception {
        List<LanguageModel.Message> said = update(s -> s.plus("user", question)).said();
        ActorContext<State> context = context();
        StringBuilder answer = new StringBuilder();
        keepAwake(() -> {
            model.answer(said, piece -> {
                answer.append(piece);
                tell(context, piece);
            });
            return answer;
        });
        update(s -> s.plus("agent", answer.toString()));
        return answer.toString();
    }

    private static void tell(ActorContext<State> context, String piece) {
        try {
            context.inTurn(() -> {
                context.broadcast(PIECE, piece);
                return piece;
            });
        } catch (Exception e) {
            throw new IllegalStateException("The conversation ended.", e);
        }
    }

    /** What was said. */
    @ReadOnly
    @Action
    public List<LanguageModel.Message> history() {
        return state().said();
    }
}
