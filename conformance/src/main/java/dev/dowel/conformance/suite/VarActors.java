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

        record FixedVars(int counter, String name) {}

        private final FixedVars vars = new FixedVars(42, "test-actor");

        @Action
        public FixedVars getVars() {
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
        record NestedVars(int counter, Inner nested) {}

        record Inner(String value, List<Integer> array, Map<String, String> obj) {}

        private final List<Integer> array = new ArrayList<>(List.of(1, 2, 3));
        private final Map<String, String> object = new HashMap<>(Map.of("key", "value"));
        private String value = "original";

        @Action
        public NestedVars getVars() {
            return new NestedVars(42, new Inner(value, array, object));
        }

        @Action
        public NestedVars modifyNested() {
            value = "modified";
            array.add(4);
            object.put("key", "new-value");
            return getVars();
        }
    }

    /** Computed when the actor starts. */
    @ActorType("dynamicVarActor")
    static final class Dynamic extends Actor<Void> {

        record DrawnVars(double random, String computed) {}

        private final DrawnVars vars = new DrawnVars(
                ThreadLocalRandom.current().nextDouble(),
                "Actor-" + ThreadLocalRandom.current().nextInt(1000));

        @Action
        public DrawnVars getVars() {
            return vars;
        }
    }

    /** Different for each. */
    @ActorType("uniqueVarActor")
    static final class Unique extends Actor<Void> {

        record UniqueVars(UUID id) {}

        private final UniqueVars vars = new UniqueVars(UUID.randomUUID());

        @Action
        public UniqueVars getVars() {
            return vars;
        }
    }

    /** Given by the server, which passes them to the constructor. */
    @ActorType("driverCtxActor")
    static final class FromServer extends Actor<Void> {

        record GivenVars(boolean hasDriverCtx) {}

        private final GivenVars vars;

        FromServer(boolean isTest) {
            vars = new GivenVars(isTest);
        }

        @Action
        public GivenVars getVars() {
            return vars;
        }
    }
}
