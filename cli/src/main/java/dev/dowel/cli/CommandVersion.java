package dev.dowel.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. Immutable. */
final class CommandVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = CommandVersion.class.getPackage().getImplementationVersion();
        return new String[] {"dowel " + Objects.requireNonNullElse(version, "(not from a jar)")};
    }
}
