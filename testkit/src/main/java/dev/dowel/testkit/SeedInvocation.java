package dev.dowel.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.TestAbortedException;

/** The run of one seed. Test's thread only. */
final class SeedInvocation implements TestTemplateInvocationContext, BeforeEachCallback, InvocationInterceptor {

    private static final int LINES_SHOWN = 30;

    private final Simulation simulation;
    private final AtomicBoolean failed;

    /**
     * A run that has not begun.
     *
     * @param failed is set when this seed fails
     */
    SeedInvocation(long seed, List<Fault> faults, AtomicBoolean failed) {
        this.simulation = new Simulation(seed, faults);
        this.failed = failed;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return "seed " + simulation.seed();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        ActorTestExtension.simulate(test, simulation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        try {
            invocation.proceed();
            simulation.finish();
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Throwable failure) {
            failed.set(true);
            throw new AssertionError(message(failure), failure);
        }
    }

    private String message(Throwable failure) {
        List<String> history = simulation.history();
        List<String> shown = history.subList(Math.max(0, history.size() - LINES_SHOWN), history.size());
        return "Seed " + simulation.seed() + ": " + failure.getMessage() + "\nRun it alone with -Ddowel.seed="
                + simulation.seed() + " or @ActorSimulation(seed = " + simulation.seed() + ").\nWhat happened"
                + (shown.size() < history.size()
                        ? ", the last " + shown.size() + " of " + history.size() + " lines"
                        : "")
                + ":\n" + String.join("\n", shown);
    }
}
