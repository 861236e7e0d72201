package dev.dowel;

import java.lang.reflect.Type;
import java.util.function.Function;

/**
 * One step from a version of an actor's state to the next. Immutable.
 *
 * @param from the version it takes
 * @param input the type of the state of that version
 * @param output the type of the state of the next version
 * @param code the step
 */
public record StateUpgrade(int from, Type input, Type output, Function<Object, Object> code) {}
