package dev.dowel.attacks.kill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the calls of a register could have taken effect one after the other, each between its sending and its answer. Confined
 * to one thread.
 *
 * <p>The search is that of Wing and Gong ("Testing and verifying concurrent objects", 1993) with Lowe's memoisation ("Testing for
 * linearizability", 2017): walk the calls and answers in the order of time; whenever a call's answer fits the current value, let it
 * take effect and begin anew without it; when an answer is reached whose call did not take effect, take the last one back. A
 * set of calls that led to the same value before need not be tried again.
 *
 * <p>A call without an answer may take effect at any later time or never, so its answer stands behind all others, and once every
 * answered call has taken effect the rest does not matter.
 */
final class Linearizability {

    /** A call or an answer in a list by time, out of which calls that took effect are lifted. */
    private static final class Mark {
        final int number;
        final RegisterCall call;
        final @Nullable Mark answer;

        @Nullable
        Mark before;

        @Nullable
        Mark after;

        Mark(int number, RegisterCall call, @Nullable Mark answer) {
            this.number = number;
            this.call = call;
            this.answer = answer;
        }

        long time() {
            return answer == null ? call.returned() : call.invoked();
        }

        void lift() {
            unlink();
            if (answer != null) {
                answer.unlink();
            }
        }

        /** The reverse of {@link #lift}, in the reverse order. */
        void putBack() {
            if (answer != null) {
                answer.relink();
            }
            relink();
        }

        private void unlink() {
            if (before != null) {
                before.after = after;
            }
            if (after != null) {
                after.before = before;
            }
        }

        private void relink() {
            if (before != null) {
                before.after = this;
            }
            if (after != null) {
                after.before = this;
            }
        }
    }

    /** What took effect, and the value after it: the same again is a way that was tried. */
    private record Tried(BitSet done, long value) {}

    /** A call that took effect, and the value before it. */
    private record Step(Mark mark, long before) {}

    private final Mark head = new Mark(-1, RegisterCall.read(Long.MIN_VALUE, Long.MIN_VALUE, 0), null);
    private final Set<Tried> tried = new HashSet<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final BitSet done = new BitSet();
    private int unanswered;
    private long value;

    private Linearizability(long initial, List<RegisterCall> calls) {
        this.value = initial;
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            RegisterCall call = calls.get(i);
            Mark answer = new Mark(i, call, null);
            marks.add(new Mark(i, call, answer));
            marks.add(answer);
            unanswered += call.isAnswered() ? 1 : 0;
        }
        // At one instant calls come first: they overlap what is answered then.
        marks.sort(Comparator.comparingLong(Mark::time).thenComparing(mark -> mark.answer == null));
        Mark last = head;
        for (Mark mark : marks) {
            last.after = mark;
            mark.before = last;
            last = mark;
        }
    }

    /** Whether there is such an order, from an initial value. */
    static boolean holds(long initial, List<RegisterCall> calls) {
        // A read that nobody heard of says nothing.
        List<RegisterCall> telling = calls.stream()
                .filter(call -> call.isAnswered() || call.kind() != RegisterCall.Kind.READ)
                .toList();
        return new Linearizability(initial, telling).search();
    }

    private boolean search() {
        Mark at = head.after;
        while (unanswered > 0) {
            if (at != null && at.answer != null) {
                at = takesEffect(at) ? head.after : at.after;
            } else if (steps.isEmpty()) {
                return false;
            } else {
                at = takeBack().after;
            }
        }
        return true;
    }

    private boolean takesEffect(Mark mark) {
        if (!mark.call.fits(value)) {
            return false;
        }
        long next = mark.call.after(value);
        done.set(mark.number);
        if (!tried.add(new Tried((BitSet) done.clone(), next))) {
            done.clear(mark.number);
            return false;
        }
        steps.push(new Step(mark, value));
        value = next;
        mark.lift();
        unanswered -= mark.call.isAnswered() ? 1 : 0;
        return true;
    }

    private Mark takeBack() {
        Step step = steps.pop();
        Mark mark = step.mark();
        mark.putBack();
        done.clear(mark.number);
        value = step.before();
        unanswered += mark.call.isAnswered() ? 1 : 0;
        return mark;
    }
}
