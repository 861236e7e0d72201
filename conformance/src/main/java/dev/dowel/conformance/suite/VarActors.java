package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Actors with temporary variables, which are fields. Each is confined to its turn. */
final class VarActors {

    private VarActors() {}

    /** The same for all. */
    @ActorType("staticVarActor")
    static final class Static extends Actor<Void> {

        record Vars(int counter, String name) {}

        private final Vars vars = new Vars(42, "test-actor");

        @Action
        public Vars getVars() {
            return vars;
        }

        @Action
        public String getName() {
            return vars.name();
        }
    }

    /** Mutable ones, which are each instance's own. */
    @ActorType("nestedVarActor")
    static final class Nested extends Actor<Void> {

        /** The answer to callers. */
        record Vars(int counter, Inner nested) {}

        record Inner(String value, List<Integer> array, Map<String, String> obj) {}

        private final List<Integer> array = new ArrayList<>(List.of(1, 2, 3));
        private final Map<String, String> object = new HashMap<>(Map.of("key", "value"));
        private String value = "original";

        @Action
        public Vars getVars() {
            return new Vars(42, new Inner(value, array, object));
        }

        @Action
        public Vars modifyNested() {
            value = "modified";
            array.add(4);
            object.put("key", "new-value");
            return getVars();
        }
    }

    /** Computed when the actor starts. */
    @ActorType("dynamicVarActor")
    static final class Dynamic extends Actor<Void> {

        record Vars(double random, String computed) {}

        private final Vars vars = new Vars(
                ThreadLocalRandom.current().nextDouble(),
                "Actor-" + ThreadLocalRandom.current().nextInt(1000));

        @Action
        public Vars getVars() {
            return vars;
        }
    }

    /** Different for each. */
    @ActorType("uniqueVarActor")
    static final class Unique extends Actor<Void> {

        record Vars(UUID id) {}

        private final Vars vars = new Vars(UUID.randomUUID());

        @Action
        public Vars getVars() {
            return vars;
        }
    }

    /** Given by the server, which passes them to the constructor. */
    @ActorType("driverCtxActor")
    static final class FromServer extends Actor<Void> {

        record Vars(boolean hasDriverCtx) {}

        private final Vars vars;

        FromServer(boolean isTest) {
            vars = new Vars(isTest);
        }

        @Action
        public Vars getVars() {
            return vars;
        }
    }
}
