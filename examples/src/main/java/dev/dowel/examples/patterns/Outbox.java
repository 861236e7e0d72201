package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.DeadLetter;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A durable worker: what is put into its queue is done, if not now then after a pause, a crash or a restart, and noted once.
 * What fails again and again is put aside and holds up nothing. Confined to the actor's turn.
 *
 * <p>The actor does not see whether a mail left when the process died while it was being sent: it sends it again under the same
 * id, and the mail service knows that id.
 */
@ActorType("outbox")
public final class Outbox extends Actor<Outbox.State> {

    /** A mail. */
    public record Mail(String to, String text) {}

    /** The receipts of what was sent. */
    public record State(List<String> receipts) {

        State plus(String receipt) {
            return new State(
                    Stream.concat(receipts.stream(), Stream.of(receipt)).toList());
        }
    }

    /** What is to be sent; after three attempts it is put aside. */
    public static final Queue<Mail, @Nullable Void> MAILS =
            Queue.of("mails", Mail.class).maxAttempts(3);

    private final Mailer mailer;

    /** An outbox that sends with a mailer. */
    public Outbox(Mailer mailer) {
        this.mailer = mailer;
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    @Override
    protected void run() throws InterruptedException {
        queue(MAILS).forEach(mail -> {
            String receipt = await(() -> mailer.send(mail.id(), mail.body())); // the actor can be called meanwhile
            update(outbox -> outbox.plus(receipt)); // in one commit with the removal of the message
        });
    }

    /** The receipts of what was sent. */
    @ReadOnly
    @Action
    public List<String> receipts() {
        return state().receipts();
    }

    /** The ids of what was put aside. */
    @ReadOnly
    @Action
    public List<String> failed() {
        return queue(MAILS).deadLetters(100).stream().map(DeadLetter::id).toList();
    }

    /** Tries something again that was put aside. */
    @Action
    public boolean retry(String id) {
        return queue(MAILS).retryDeadLetter(id);
    }
}
