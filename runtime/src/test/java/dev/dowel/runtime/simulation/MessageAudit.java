package dev.dowel.runtime.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages for one worker, in quiet. Test's thread only.
 *
 * @param lateMillis what was due by then must have been received
 * @param clockJumps whether times tell nothing
 */
record MessageAudit(Chronicle chronicle, String key, Worker.Report report, long lateMillis, boolean clockJumps) {

    /** How long a message may be on its way to its actor, and be handled; milliseconds. */
    private static final long TOLERANCE = 60_000;

    private void accuse(String what, Message message) {
        chronicle.witness().accuse(what + ": " + message + " at " + report);
    }

    private WorkerState state() {
        return report.state();
    }

    /** Checks all. */
    void check(Map<String, Worker.Report> all) {
        List<Message> mine = chronicle.messages().stream()
                .filter(message -> message.key.equals(key))
                .toList();
        for (Message message : mine) {
            checkOne(message);
            checkReplies(message);
            checkRepeated(message);
            for (Message later : mine) {
                checkOrder(message, later);
            }
        }
        checkKnown(mine);
        chronicle.messages().stream()
                .filter(message -> message.job.follower() != 0)
                .forEach(message -> checkFollower(message, all.get(message.key)));
    }

    private Worker.@Nullable Dead dead(long number) {
        return report.dead().stream()
                .filter(dead -> dead.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** In how many places it is. */
    private int places(long number) {
        return (int) (Stream.of(state().position(number) > 0, state().buried().contains(number))
                        .filter(is -> is)
                        .count()
                + report.dead().stream().filter(dead -> dead.number() == number).count());
    }

    private void checkOne(Message message) {
        long number = message.number();
        int places = places(number);
        boolean isDelayed = message.sentAt + message.delay.toMillis() > lateMillis && !message.delay.isZero();
        if (places > 1) {
            accuse("A message is in several places", message);
        }
        boolean isStored =
                message.isStoredBy(report.actorId()) || (message.isKept() && chronicle.destroyRequests(key) == 0);
        if (isStored && places == 0 && !isDelayed) {
            accuse("G1: a message is lost", message);
        }
        if (places > 0 && !message.mayBeStored()) {
            accuse("G2: a message of a failed turn is there", message);
        }
        checkDead(message, dead(number));
        int position = state().position(number);
        if (position > 0) {
            checkApplied(message, state().applied().get(position - 1));
            if (!clockJumps && !state().revived().contains(number)) {
                checkTime(message, state().applied().get(position - 1));
            }
        }
    }

    private void checkDead(Message message, Worker.@Nullable Dead dead) {
        if (dead == null) {
            return;
        }
        boolean isRight = switch (dead.reason()) {
            case "expired" -> message.timeToLive.isPresent();
            case "unwanted" -> message.job.manner() == Job.Manner.UNWANTED;
            default -> dead.attempts() >= Worker.ATTEMPTS;
        };
        if (!isRight) {
            accuse("A message was given up for no reason: " + dead, message);
        }
    }

    private void checkApplied(Message message, WorkerState.Applied applied) {
        Job.Manner manner = message.job.manner();
        boolean isWrong = applied.attempt() <= manner.failures()
                || manner == Job.Manner.UNWANTED
                || (manner == Job.Manner.POSTPONED && !state().postponed().contains(message.number()));
        if (isWrong) {
            accuse("G2: what failed is there: " + applied, message);
        }
        if (message.queue.equals(Worker.PRIVATE.name())) {
            accuse("A client sent to a private queue", message);
        }
    }

    private void checkTime(Message message, WorkerState.Applied applied) {
        long dueAt = message.firstSentAt + message.delay.toMillis();
        if (!message.delay.isZero() && applied.at() < dueAt) {
            accuse("A message was handled before its time, " + dueAt, message);
        }
        boolean isLate = message.timeToLive
                .filter(life -> applied.at() > message.sentAt + message.delay.toMillis() + life.toMillis() + TOLERANCE)
                .isPresent();
        if (isLate && applied.attempt() == 1) {
            accuse("A message was handled that had expired", message);
        }
    }

    /** Senders that waited were told where their message is in the state. */
    private void checkReplies(Message message) {
        int position = state().position(message.number());
        long answer = position == 0 ? -1 : state().applied().get(position - 1).answer();
        long expected = message.queue.equals(Worker.QUESTIONS.name()) ? answer : 0;
        for (Message.Send send : message.sends) {
            Call call = send.call();
            Long reply = call.reply;
            if (reply != null && report.actorId().equals(call.actorId()) && (position == 0 || reply != expected)) {
                accuse("G1: a sender was told that " + reply + " came of its message", message);
            }
            Ledger.Receipt receipt = call.receipt;
            boolean asked = call.what.startsWith("ask") && receipt != null && receipt.position() >= 0;
            if (asked && chronicle.destroyRequests(key) == 0 && receipt.position() != answer) {
                accuse("G1: an actor was told that " + receipt + " came of its message", message);
            }
            boolean givenUp = call.errorCode().equals("queue.message_given_up")
                    && chronicle.destroyRequests(key) == 0
                    && !state().revived().contains(message.number());
            if (givenUp && position > 0) {
                accuse("A sender was told that its message was given up", message);
            }
        }
    }

    /** Who sends a message again and waits is told what the first sender was told. */
    private void checkRepeated(Message message) {
        List<Call> calls = message.sends.stream()
                .map(Message.Send::call)
                .filter(call -> call.what.contains("and wait") && call.succeeded())
                .toList();
        for (Call first : calls) {
            for (Call again : calls) {
                boolean isLater = first.answeredAt <= again.begun && Objects.equals(first.actorId(), again.actorId());
                if (isLater && first.reply != null && !first.reply.equals(again.reply)) {
                    accuse("A repeated send was answered otherwise", message);
                }
            }
        }
    }

    /** Whether one message must have been handled before another if both were. */
    private boolean mustBeBefore(Message one, Message other) {
        boolean isSentBefore = one.storedAt(report.actorId()) <= other.begun() || isSentBeforeInTurn(one, other);
        return isSentBefore
                && one.queue.equals(other.queue)
                && one.delay.isZero()
                && one.number() != other.number()
                && !state().revived().contains(one.number());
    }

    private static boolean isSentBeforeInTurn(Message one, Message other) {
        return one.sends.getFirst().call() == other.sends.getFirst().call() && one.number() < other.number();
    }

    private void checkOrder(Message one, Message other) {
        int first = state().position(one.number());
        int second = state().position(other.number());
        if (first == 0 || second == 0 || first < second || !mustBeBefore(one, other)) {
            return;
        }
        WorkerState.Applied late = state().applied().get(first - 1);
        WorkerState.Applied early = state().applied().get(second - 1);
        boolean mayPass = !one.queue.equals(Worker.STRICT.name())
                && (late.attempt() > 1
                        || late.slow()
                        || one.job.manner() == Job.Manner.POSTPONED
                        || late.byRun() != early.byRun());
        if (!mayPass) {
            accuse("G5: " + late + " was handled after " + early + " of " + other, one);
        }
    }

    private void checkKnown(List<Message> mine) {
        Set<Long> known = mine.stream().map(Message::number).collect(Collectors.toSet());
        chronicle.messages().forEach(message -> known.add(message.job.follower()));
        state().applied().stream()
                .filter(applied -> !known.contains(applied.number()))
                .forEach(applied -> chronicle.witness().accuse("Nobody sent " + applied + " to " + report));
    }

    /** What a message sends is there if the message was handled. */
    private void checkFollower(Message message, Worker.@Nullable Report itsReport) {
        boolean isForwarded = message.job.manner() == Job.Manner.FORWARDED;
        String target = isForwarded ? message.job.other() : message.key;
        if (!target.equals(key) || itsReport == null) {
            return;
        }
        boolean isHandled = itsReport.state().position(message.number()) > 0;
        int places = places(message.job.follower());
        boolean isOwn = target.equals(message.key);
        if (places > 1) {
            accuse("The follower of a message is in several places", message);
        }
        if (isHandled && places == 0 && (isOwn || chronicle.destroyRequests(key) == 0)) {
            accuse("G1: the follower of a message is lost", message);
        }
        boolean wasThere = isOwn ? isHandled : message.mayHaveBeenReceived();
        if (!wasThere && places > 0 && (isOwn || chronicle.destroyRequests(message.key) == 0)) {
            accuse("G2: the follower of a message is there", message);
        }
    }
}
