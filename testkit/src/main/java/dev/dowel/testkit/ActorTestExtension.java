package dev.dowel.testkit;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests what {@link ActorTest} and {@link ActorSimulation} promise. Thread safe. */
final class ActorTestExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ActorTestExtension.class);

    ActorTestExtension() {}

    /** Notes that a test is the run of a seed, before anything of it is made. */
    static void simulate(ExtensionContext test, Simulation simulation) {
        test.getStore(NAMESPACE).put(Simulation.class, simulation);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestActors.class
                || type == Simulation.class
                || (type == RandomGenerator.class && test.getStore(NAMESPACE).get(Simulation.class) != null);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (test.getTestMethod().isEmpty() || test.getTestInstances().isEmpty()) {
            throw new ParameterResolutionException("Each test has a " + TestActors.class.getSimpleName()
                    + " of its own: ask for it in test methods and in methods that run before or after each, not in"
                    + " constructors, and not for all tests of a class together.");
        }
        Class<?> type = parameter.getParameter().getType();
        if (type == TestActors.class) {
            return test.getStore(NAMESPACE).computeIfAbsent(TestActors.class, key -> start(test), TestActors.class);
        }
        Simulation simulation = test.getStore(NAMESPACE).get(Simulation.class, Simulation.class);
        if (simulation == null) {
            throw new ParameterResolutionException(
                    "Only methods with @ActorSimulation can have a parameter of type Simulation.");
        }
        return type == Simulation.class ? simulation : simulation.random();
    }

    private static TestActors start(ExtensionContext test) {
        TestActorsBuilder builder = Registrations.read(test);
        Simulation simulation = test.getStore(NAMESPACE).get(Simulation.class, Simulation.class);
        if (simulation == null) {
            return builder.build();
        }
        TestActors actors = builder.decidedBy(simulation.order()).build();
        simulation.begin(actors.engine());
        return actors;
    }
}
