package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.KeyRange;
import dev.dowel.KeyValueStore;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the numbers it is sent, and notes which of them it saw and whether any came twice or out of its sender's order.
 * Some fail at first. Confined to the actor's turn.
 */
@ActorType("till")
final class Till extends Actor<Till.Sum> {

    /** A number that its sender sends only once and after all smaller ones. */
    record Numbered(String sender, long value) {}

    /** What was added up; of that, how often a number came again, and how often a smaller one came after a larger one. */
    record Sum(long count, long total, long twice, long disordered) {

        Sum plus(long value, boolean known, boolean late) {
            return new Sum(count + 1, total + value, twice + (known ? 1 : 0), disordered + (late ? 1 : 0));
        }
    }

    static final Queue<Numbered, @Nullable Void> NUMBERS =
            Queue.of("numbers", Numbered.class).inStrictOrder();

    private static final int FAILING = 50;

    @Override
    protected Sum createState(CreateRequest request) {
        return new Sum(0, 0, 0, 0);
    }

    @Override
    protected void run() throws InterruptedException {
        queue(NUMBERS).forEach(message -> {
            add(message.body());
            if (message.body().value() % FAILING == 0 && message.attempt() == 1) {
                throw new IllegalStateException("It was added, and is not.");
            }
        });
    }

    private void add(Numbered number) {
        String seen = "seen:" + number.sender() + ":" + number.value();
        String last = "last:" + number.sender();
        Optional<String> before = kv().getText(last);
        boolean known = kv().getText(seen).isPresent();
        boolean late = before.isPresent() && Long.parseLong(before.get()) > number.value();
        kv().putText(seen, "");
        kv().putText(last, Long.toString(number.value()));
        update(sum -> sum.plus(number.value(), known, late));
    }

    @ReadOnly
    @Action
    public Sum sum() {
        return state();
    }

    /** The numbers of one sender. */
    @ReadOnly
    @Action
    public List<Long> seen(String sender) {
        String prefix = "seen:" + sender + ":";
        List<Long> numbers = new ArrayList<>();
        for (KeyValueStore.Entry entry : kv().list(KeyRange.prefix(prefix))) {
            numbers.add(Long.parseLong(entry.keyText().substring(prefix.length())));
        }
        return numbers;
    }
}
