package dev.dowel.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test once for each seed, until one fails. Thread safe. */
final class SimulationExtension implements TestTemplateInvocationContextProvider {

    private static final String ONE_SEED = "dowel.seed";
    private static final String MANY_SEEDS = "dowel.seeds";

    SimulationExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext template) {
        return AnnotationSupport.isAnnotated(template.getRequiredTestMethod(), ActorSimulation.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext template) {
        ActorSimulation annotation = AnnotationSupport.findAnnotation(
                        template.getRequiredTestMethod(), ActorSimulation.class)
                .orElseThrow();
        List<Fault> faults = List.of(annotation.faults());
        AtomicBoolean failed = new AtomicBoolean();
        return seeds(annotation)
                .takeWhile(seed -> !failed.get())
                .mapToObj(seed -> new SeedInvocation(seed, faults, failed));
    }

    private static LongStream seeds(ActorSimulation annotation) {
        Long only = property(ONE_SEED);
        if (only != null) {
            return LongStream.of(only);
        }
        if (annotation.seed().length > 0) {
            return Arrays.stream(annotation.seed());
        }
        Long other = property(MANY_SEEDS);
        long number = other == null ? annotation.seeds() : other;
        if (number < 1) {
            throw new ExtensionConfigurationException("A simulation has at least one seed, not " + number + ".");
        }
        return LongStream.rangeClosed(1, number);
    }

    private static @Nullable Long property(String name) {
        String text = System.getProperty(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new ExtensionConfigurationException("-D" + name + "=" + text + " is not a number.", e);
        }
    }
}
