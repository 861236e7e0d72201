package dev.dowel.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the stacks of waiting turns tell. Stateless. */
final class Stacks {

    private static final int MOST_SHOWN = 10;
    private static final List<String> OF_THE_JDK = List.of("java.", "jdk.", "sun.");

    private Stacks() {}

    /** Whether code that is neither the JDK's nor the runtime's called what it waits in. */
    static boolean waitsOutside(Thread turn) {
        return frames(turn).findFirst().map(frame -> !isOfTheRuntime(frame)).orElse(false);
    }

    /** The innermost frame of users' code in each of some turns. */
    static String describe(List<Thread> turns) {
        if (turns.isEmpty()) {
            return " none: nothing that is under way waits in an actor's code.";
        }
        String shown = turns.stream()
                .limit(MOST_SHOWN)
                .map(turn -> "\n  waiting at " + place(turn))
                .collect(Collectors.joining());
        return turns.size() > MOST_SHOWN ? shown + "\n  … and " + (turns.size() - MOST_SHOWN) + " more" : shown;
    }

    private static String place(Thread turn) {
        return frames(turn)
                .filter(frame -> !isOfTheRuntime(frame))
                .findFirst()
                .or(() -> frames(turn).findFirst())
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    private static java.util.stream.Stream<StackTraceElement> frames(Thread turn) {
        return Arrays.stream(turn.getStackTrace())
                .filter(frame -> OF_THE_JDK.stream().noneMatch(frame.getClassName()::startsWith));
    }

    private static boolean isOfTheRuntime(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("dev.dowel.runtime.")
                || name.startsWith("dev.dowel.Actor")
                || name.equals("dev.dowel.testkit.Machine");
    }
}
