package dev.dowel.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a test class that returns actors for its tests: an {@link dev.dowel.ActorDefinition} or a collection of
 * them. It has no parameters, may be static or not, and is called once for each test.
 *
 * {@snippet :
 * private final List<String> sent = new ArrayList<>();
 *
 * @Actors
 * ActorDefinition<?> outbox() {
 *     return ActorDefinition.of(Outbox.class, () -> new Outbox((id, mail) -> sent.add(mail.to())));
 * }
 * }
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Actors {}
