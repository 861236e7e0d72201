package dev.dowel.spring;

import dev.dowel.DefinitionException;
import dev.dowel.DefinitionMistake;
import dev.dowel.runtime.store.StoreException;
import dev.dowel.server.ServerStartException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says what is wrong and what to do when an application cannot start because of its actors or its server. Immutable. */
final class DowelFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis analysis = known(cause);
            if (analysis != null) {
                return analysis;
            }
        }
        return null;
    }

    private static @Nullable FailureAnalysis known(Throwable cause) {
        return switch (cause) {
            case DefinitionException e ->
                new FailureAnalysis(
                        "The actors cannot be served:\n"
                                + each(e, mistake -> mistake.where() + ": " + mistake.problem()),
                        each(e, mistake -> mistake.where() + ": " + mistake.fix()),
                        e);
            case SettingException e -> analysis(e, "Correct the property.");
            case ServerStartException e ->
                analysis(e, "The properties are dowel.host and dowel.port; dowel.port=0 takes any free port.");
            case StoreException e ->
                analysis(e, "The property of the directory is dowel.data-dir. Only one process at a time can use it.");
            default -> null;
        };
    }

    private static FailureAnalysis analysis(RuntimeException cause, String action) {
        return new FailureAnalysis(cause.getMessage(), action, cause);
    }

    private static String each(DefinitionException exception, Function<DefinitionMistake, String> line) {
        return exception.mistakes().stream()
                .map(mistake -> "\n    - " + line.apply(mistake))
                .collect(Collectors.joining());
    }
}
