package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorDefinition;
import dev.dowel.testkit.ActorTest;
import dev.dowel.testkit.Actors;
import dev.dowel.testkit.TestActors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put into the outbox is sent, whatever happens. */
@ActorTest
class OutboxTest {

    private final List<String> sent = new ArrayList<>();
    private int failures;

    @Actors
    ActorDefinition<?> outbox() {
        return ActorDefinition.of(Outbox.class, () -> new Outbox(this::send));
    }

    private String send(String id, Outbox.Mail mail) throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("The mail server is away.");
        }
        sent.add(mail.to());
        return "sent to " + mail.to();
    }

    @Test
    void mailIsSentAgainWhenTheServerWasAway(TestActors actors) {
        failures = 2;
        var outbox = actors.actor(Outbox.class, "o");
        outbox.send(Outbox.MAILS, new Outbox.Mail("ann@example.com", "hi"));
        assertThat(sent).isEmpty();
        actors.clock().advance(Duration.ofMinutes(1));
        assertThat(sent).containsExactly("ann@example.com");
        assertThat(outbox.call(Outbox::failed)).isEmpty();
    }

    @Test
    void mailThatFailsThreeTimesIsPutAsideAndCanBeSentLater(TestActors actors) {
        failures = 3;
        var outbox = actors.actor(Outbox.class, "o");
        outbox.send(Outbox.MAILS, new Outbox.Mail("ann@example.com", "hi"));
        actors.clock().advance(Duration.ofMinutes(10));
        assertThat(sent).isEmpty();
        String aside = outbox.call(Outbox::failed).getFirst();
        assertThat(outbox.call(Outbox::retry, aside)).isTrue();
        assertThat(sent).containsExactly("ann@example.com");
    }

    @Test
    void mailIsNotedOnceAlsoIfTheNoteIsLostAtFirst(TestActors actors) {
        var outbox = actors.actor(Outbox.class, "o");
        outbox.call(Outbox::receipts);
        outbox.send(Outbox.MAILS, new Outbox.Mail("ann@example.com", "hi"));
        actors.crash();
        outbox.call(Outbox::receipts); // wakes it
        actors.clock().advance(Duration.ofMinutes(1));
        assertThat(outbox.call(Outbox::receipts)).containsExactly("sent to ann@example.com");
    }
}
