/** What an actor runs later, once or again and again. */
@org.jspecify.annotations.NullMarked
package dev.dowel.runtime.schedule;
