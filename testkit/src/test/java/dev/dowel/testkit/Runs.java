package dev.dowel.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that are wrong on purpose, and tells how they failed. Stateless. */
final class Runs {

    private Runs() {}

    /** Runs a class whose tests are not found otherwise. */
    static EngineExecutionResults of(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    /** The messages of all failures, those of what lies behind them included. */
    static List<String> failures(Class<?> testClass) {
        return of(testClass).allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> messages(result.getThrowable().orElseThrow()))
                .toList();
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
