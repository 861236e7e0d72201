package dev.dowel.runtime.simulation;

import dev.dowel.SendOptions;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends messages to workers as a gateway does. Test's thread only. */
final class Post {

    private final Client client;
    private final SimulatedMachine machine;
    private final Chronicle chronicle;

    Post(Client client, SimulatedMachine machine, Chronicle chronicle) {
        this.client = client;
        this.machine = machine;
        this.chronicle = chronicle;
    }

    static List<Call.Op> about(String key) {
        return List.of(new Call.Op(key, 0, Call.Fate.OPEN));
    }

    /** What a call is about that one worker answers when it asked another. */
    static List<Call.Op> about(String other, String key) {
        return List.of(new Call.Op(other, 0, Call.Fate.OPEN), new Call.Op(key, 0, Call.Fate.OPEN));
    }

    /** Notes that a call sends a message. */
    void notes(Message message, Call call, Message.Fate fate) {
        if (message.sends.isEmpty()) {
            chronicle.messages().add(message);
            message.firstSentAt = machine.latestWallMillis();
        } else {
            chronicle.witness().tally().repeated++;
        }
        message.sends.add(new Message.Send(call, fate));
        message.sentAt = machine.latestWallMillis();
        chronicle.witness().tally().sent++;
    }

    /** Sends a message to the worker that has its key, or that has an id. */
    Call send(Message message, @Nullable String id, Encoding encoding, Optional<Duration> patience) {
        String wait = patience.isPresent() ? " and wait" : "";
        Call call = client.begin(
                "send " + message.queue + message.job + wait + " to " + message.key, about(message.key), id);
        notes(message, call, Message.Fate.ATOMIC);
        SendOptions options = new SendOptions(
                message.delay,
                message.timeToLive,
                message.once ? Optional.of("number " + message.number()) : Optional.empty());
        send(call, message.queue, message.job, options, encoding, patience);
        return call;
    }

    /** Sends what the queue does not take. */
    void sendNonsense(String key) {
        Call call = client.begin("send nonsense to " + key, about(key), null);
        send(call, Worker.JOBS.name(), List.of("?"), SendOptions.NONE, Encoding.JSON, Optional.empty());
    }

    private void send(
            Call call, String queue, Object body, SendOptions options, Encoding encoding, Optional<Duration> patience) {
        Dialect dialect = ConnectionFrames.payloadDialect(encoding);
        RawValue encoded = RawValue.of(Values.encode(dialect, body), dialect);
        Target target = call.target == null
                ? Client.worker(call.ops.getFirst().key())
                : new Target.ById("default", call.target);
        client.runtime()
                .enqueue(
                        target,
                        Client.caller(encoding),
                        new QueueSend(queue, encoded, options, patience),
                        new Answer(call, dialect));
    }

    /** What a sender is told. */
    private final class Answer implements QueueSink {

        private final Call call;
        private final Dialect dialect;

        Answer(Call call, Dialect dialect) {
            this.call = call;
            this.dialect = dialect;
        }

        private void succeeded(ActorSpecifier actor, @Nullable Long reply) {
            if (client.alive()) {
                call.answers++;
                call.receipt = new Ledger.Receipt(actor.actorId(), 0, 0, 0);
                call.reply = reply;
                chronicle.answered(call);
            }
        }

        @Override
        public void stored(ActorSpecifier actor) {
            succeeded(actor, null);
        }

        @Override
        public void completed(ActorSpecifier actor, byte @Nullable [] response) {
            chronicle.witness().tally().replies++;
            succeeded(actor, response == null ? 0L : Values.decode(RawValue.of(response, dialect), Long.class));
        }

        @Override
        public void timedOut(ActorSpecifier actor) {
            succeeded(actor, null);
        }

        @Override
        public void fail(ErrorBody error, @Nullable String traceId) {
            if (client.alive()) {
                chronicle.witness().tally().refusedSends +=
                        error.group().equals("queue") || error.group().equals("auth") ? 1 : 0;
                client.answer(call, null, error);
            }
        }
    }
}
