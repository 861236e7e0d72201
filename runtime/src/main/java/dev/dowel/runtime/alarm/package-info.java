/** Wakes actors that sleep and want to be woken. */
@org.jspecify.annotations.NullMarked
package dev.dowel.runtime.alarm;
