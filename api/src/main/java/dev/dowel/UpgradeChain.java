package dev.dowel;

import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;

/** The rules for the steps between versions of a state. Stateless. */
final class UpgradeChain {

    private UpgradeChain() {}

    /** The steps in order, after noting everything that is wrong with them. */
    static List<StateUpgrade> check(
            String where, Type stateType, List<StateUpgrade> given, List<DefinitionMistake> mistakes) {
        List<StateUpgrade> steps = given.stream()
                .sorted(Comparator.comparingInt(StateUpgrade::from))
                .toList();
        for (int i = 0; i < steps.size(); i++) {
            StateUpgrade step = steps.get(i);
            Type expected = i + 1 < steps.size() ? steps.get(i + 1).input() : stateType;
            if (step.from() < 1) {
                mistakes.add(new DefinitionMistake(
                        where, "An upgrade is from version " + step.from() + ".", "Versions are counted from 1."));
            }
            if (i > 0 && step.from() != steps.get(i - 1).from() + 1) {
                mistakes.add(new DefinitionMistake(
                        where,
                        "The upgrade from version " + steps.get(i - 1).from() + " is followed by one from "
                                + step.from() + ".",
                        "Give each version one step to the next."));
            }
            if (!step.output().equals(expected)) {
                mistakes.add(new DefinitionMistake(
                        where,
                        "The upgrade from version " + step.from() + " returns "
                                + step.output().getTypeName() + ", but the next version is " + expected.getTypeName()
                                + ".",
                        "Return what the next step takes; the last step returns the state."));
            }
        }
        return steps;
    }
}
