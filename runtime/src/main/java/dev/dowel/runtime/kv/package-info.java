/** The actor's key-value store, committed with its state. */
@org.jspecify.annotations.NullMarked
package dev.dowel.runtime.kv;
