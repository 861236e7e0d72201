/** Connections of an actor, what they subscribed to, and the events they get. */
package dev.dowel.runtime.connection;
