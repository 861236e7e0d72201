package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.QueueReply;
import dev.dowel.SendOptions;
import dev.dowel.client.DowelClient;
import dev.dowel.server.DowelServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The patterns with queues do what their comments say. */
class QueuePatternsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static DowelServer server;
    private static DowelClient client;

    @BeforeAll
    static void start() {
        server = PatternTour.server();
        client = DowelClient.connect(server.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void mailThatCannotBeSentIsPutAsideAndHoldsUpNothing() {
        var outbox = client.actor(Outbox.class, "t");
        outbox.send(Outbox.MAILS, new Outbox.Mail("nowhere", "lost"));
        outbox.sendAndWait(Outbox.MAILS, new Outbox.Mail("ann@example.com", "hi"), PATIENCE);
        assertThat(outbox.call(Outbox::receipts)).containsExactly("sent to ann@example.com");
        assertGivenUp(() -> outbox.sendAndWait(Outbox.MAILS, new Outbox.Mail("nobody", "lost"), PATIENCE));
        List<String> failed = outbox.call(Outbox::failed);
        assertThat(failed).isNotEmpty();
        assertThat(outbox.call(Outbox::retry, failed.getFirst())).isTrue();
        assertThat(outbox.call(Outbox::retry, failed.getFirst())).isFalse();
    }

    private static void assertGivenUp(Runnable send) {
        assertThatThrownBy(send::run)
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("message_given_up"));
    }

    @Test
    void inquiryIsAnsweredAndARepeatedOneGetsTheSameAnswer() {
        var desk = client.actor(PriceDesk.class, "t");
        var inquiry = new PriceDesk.Inquiry("saw", 2);
        var answer = new QueueReply.Completed<>(new PriceDesk.Offer(1, 60));
        assertThat(desk.sendAndWait(PriceDesk.INQUIRIES, inquiry, PATIENCE, SendOptions.once("order-7")))
                .isEqualTo(answer);
        assertThat(desk.sendAndWait(PriceDesk.INQUIRIES, inquiry, PATIENCE, SendOptions.once("order-7")))
                .isEqualTo(answer);
        assertThat(desk.call(PriceDesk::offers)).isEqualTo(1);
    }

    @Test
    void commandsOvertakeTheBacklog() {
        var importer = client.actor(Importer.class, "t");
        importer.sendAndWait(Importer.CONTROL, Importer.Command.PAUSE, PATIENCE);
        for (int row = 0; row < 30; row++) {
            importer.send(Importer.ROWS, new Importer.Row("row " + row));
        }
        assertThat(importer.call(Importer::progress)).isEqualTo(new Importer.State(0, true));
        importer.call(Importer::step);
        importer.sendAndWait(Importer.CONTROL, Importer.Command.PAUSE, PATIENCE);
        Importer.State stepped = importer.call(Importer::progress);
        assertThat(stepped.paused()).isTrue();
        assertThat(stepped.imported()).isBetween(0, 1);
        importer.send(Importer.CONTROL, Importer.Command.RESUME);
        importer.sendAndWait(Importer.ROWS, new Importer.Row("the last"), PATIENCE);
        assertThat(importer.call(Importer::progress)).isEqualTo(new Importer.State(31, false));
    }

    @Test
    void readingsAreWorkedUpTogether() {
        var thermometer = client.actor(Thermometer.class, "t");
        List<Double> many =
                IntStream.range(0, 250).mapToObj(reading -> reading / 10.0).toList();
        thermometer.call(Thermometer::upload, many);
        thermometer.sendAndWait(Thermometer.READINGS, 20.5, PATIENCE);
        Thermometer.Summary summary = thermometer.call(Thermometer::summary);
        assertThat(summary.readings()).isEqualTo(251);
        assertThat(summary.highest()).isEqualTo(Collections.max(many));
        assertThat(summary.batches()).isBetween(3L, 4L);
    }
}
