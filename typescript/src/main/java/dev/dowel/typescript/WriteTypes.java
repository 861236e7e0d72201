package dev.dowel.typescript;

import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorType;
import dev.dowel.DefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command that writes the types of all actors in a folder of classes. One thread.
 *
 * <p>{@code java -cp … dev.dowel.typescript.WriteTypes --classes target/classes [--sources src/main/java]
 * [--typescript dowel-types.d.ts] [--openapi openapi.json]}: exit code 1 and a line for each mistake if there are any.
 */
public final class WriteTypes {

    private final List<Path> classes = new ArrayList<>();
    private final List<Path> sources = new ArrayList<>();
    private final List<Path> typeScript = new ArrayList<>();
    private final List<Path> openApi = new ArrayList<>();

    private WriteTypes() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.err));
    }

    static int run(String[] arguments, Appendable errors) {
        try {
            var command = new WriteTypes();
            command.read(arguments);
            command.write();
            return 0;
        } catch (TypesException | DefinitionException | IllegalArgumentException e) {
            try {
                errors.append(String.valueOf(e.getMessage())).append(System.lineSeparator());
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
            return 1;
        }
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            List<Path> option = switch (arguments[i]) {
                case "--classes" -> classes;
                case "--sources" -> sources;
                case "--typescript" -> typeScript;
                case "--openapi" -> openApi;
                default -> throw new IllegalArgumentException("Unknown option " + arguments[i] + ".");
            };
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("Give a path after " + arguments[i] + ".");
            }
            option.add(Path.of(arguments[i + 1]));
        }
        if (classes.isEmpty() || (typeScript.isEmpty() && openApi.isEmpty())) {
            throw new IllegalArgumentException("Give --classes and one of --typescript and --openapi.");
        }
    }

    private void write() {
        List<ActorDefinition<?>> definitions = new ArrayList<>();
        classes.forEach(folder -> actorsIn(folder).forEach(actor -> definitions.add(definition(actor))));
        if (definitions.isEmpty()) {
            throw new IllegalArgumentException("There is no class with @ActorType in " + classes + ".");
        }
        ActorTypes types = ActorTypes.of(definitions).with(SourceComments.under(sources));
        typeScript.forEach(file -> write(file, types.typeScript()));
        openApi.forEach(file -> write(file, types.openApi()));
    }

    private static void write(Path file, String text) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<Class<?>> actorsIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .<Class<?>>map(WriteTypes::load)
                    .filter(type -> Actor.class.isAssignableFrom(type)
                            && type.isAnnotationPresent(ActorType.class)
                            && !Modifier.isAbstract(type.getModifiers()))
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException("Cannot load " + name + ": is all it needs on the class path?", e);
        }
    }

    /** The instances are never made, so that actors whose constructors take dependencies can be described, too. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static ActorDefinition<?> definition(Class<?> actor) {
        return ActorDefinition.of((Class) actor, () -> {
            throw new IllegalStateException("only described");
        });
    }
}
