package dev.dowel;

/** A message of a raw WebSocket. Immutable, as long as nobody changes the array. */
public sealed interface WebSocketMessage {

    /** A text message. */
    record Text(String text) implements WebSocketMessage {}

    /** A binary message. */
    record Binary(byte[] bytes) implements WebSocketMessage {}
}
