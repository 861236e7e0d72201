package dev.dowel;

import java.time.Duration;
import java.util.List;

/** The rules for names and settings in definitions. Stateless. */
final class DefinitionNames {

    /** Longest name of an actor type, in characters. */
    static final int MAX_ACTOR_NAME = 64;

    private DefinitionNames() {}

    static void checkActor(String where, String name, List<DefinitionMistake> mistakes) {
        if (name.isEmpty() || name.length() > MAX_ACTOR_NAME || name.chars().anyMatch(Character::isISOControl)) {
            mistakes.add(new DefinitionMistake(
                    where,
                    "The actor's name must have 1 to " + MAX_ACTOR_NAME
                            + " characters, none of them control characters.",
                    "Choose another name."));
        }
    }

    static void checkAction(String where, String name, List<DefinitionMistake> mistakes) {
        if (name.isEmpty() || name.startsWith(".") || name.endsWith(".") || name.contains("..") || name.contains("/")) {
            mistakes.add(new DefinitionMistake(
                    where,
                    "\"" + name + "\" is not an action name.",
                    "Use words separated by dots, such as users.add."));
        }
    }

    static void checkSettings(String where, ActorSettings settings, List<DefinitionMistake> mistakes) {
        checkPositive(where, "action timeout", settings.actionTimeout(), mistakes);
        checkPositive(where, "hook timeout", settings.hookTimeout(), mistakes);
        checkPositive(where, "state save interval", settings.stateSaveInterval(), mistakes);
        checkPositive(where, "sleep timeout", settings.sleepTimeout(), mistakes);
        checkPositive(where, "sleep grace period", settings.sleepGracePeriod(), mistakes);
        checkCount(where, "maximum of queued messages", settings.maxQueueSize(), mistakes);
        checkCount(where, "maximum of a message's bytes", settings.maxQueueMessageBytes(), mistakes);
    }

    private static void checkCount(String where, String what, int value, List<DefinitionMistake> mistakes) {
        if (value < 1) {
            mistakes.add(new DefinitionMistake(where, "The " + what + " is " + value + ".", "It must be at least 1."));
        }
    }

    private static void checkPositive(String where, String what, Duration value, List<DefinitionMistake> mistakes) {
        if (value.isNegative() || value.isZero()) {
            mistakes.add(new DefinitionMistake(
                    where, "The " + what + " is " + value.toMillis() + " ms.", "It must be greater than 0."));
        }
    }
}
