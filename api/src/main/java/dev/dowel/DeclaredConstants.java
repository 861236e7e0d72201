package dev.dowel;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events and queues an actor class declares in its static fields. Used once, by one thread. */
final class DeclaredConstants {

    private final Class<?> type;
    private final List<DefinitionMistake> mistakes;
    private final Map<String, Type> events = new LinkedHashMap<>();
    private final Map<String, Queue<?, ?>> queues = new LinkedHashMap<>();

    DeclaredConstants(Class<?> type, List<DefinitionMistake> mistakes) {
        this.type = type;
        this.mistakes = mistakes;
    }

    /** Looks at every field, those of superclasses included. */
    DeclaredConstants read() {
        for (Class<?> c = type; c != null && c != Actor.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (Event.class.isAssignableFrom(field.getType())) {
                    read(field, "event");
                } else if (Queue.class.isAssignableFrom(field.getType())) {
                    read(field, "queue");
                }
            }
        }
        return this;
    }

    /** The payload types of the events, by name. */
    Map<String, Type> events() {
        return events;
    }

    /** The queues, by name. */
    Map<String, Queue<?, ?>> queues() {
        return queues;
    }

    private void read(Field field, String what) {
        if (!Modifier.isStatic(field.getModifiers())) {
            String problem = (what.equals("event") ? "An " : "A ") + what + " belongs to the class.";
            mistake(field, problem, "Make the field public static final.");
            return;
        }
        try {
            field.setAccessible(true);
            if (!add(field.get(null))) {
                mistake(
                        field,
                        "The " + what + " is null or its name is used twice.",
                        what.equals("event") ? "Use Event.of(\"name\", …)." : "Use Queue.of(\"name\", …).");
            }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            String open = "Add `opens " + type.getPackageName() + " to dev.dowel.api;` to module-info.java.";
            mistake(field, "The " + what + " is not accessible.", open);
        } catch (ExceptionInInitializerError e) {
            mistake(field, "The class fails to initialise.", "Read the cause: " + e.getCause());
        }
    }

    private boolean add(@Nullable Object constant) {
        return switch (constant) {
            case Event<?> event -> events.put(event.name(), event.type()) == null;
            case Queue<?, ?> queue -> queues.put(queue.name(), queue) == null;
            case null, default -> false;
        };
    }

    private void mistake(Field field, String problem, String fix) {
        mistakes.add(new DefinitionMistake(type.getName() + "." + field.getName(), problem, fix));
    }
}
