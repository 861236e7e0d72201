/**
 * What Dowel speaks on the wire, as bytes: {@link dev.dowel.protocol.ConnectionFrames} for WebSocket messages,
 * {@link dev.dowel.protocol.HttpBodies} for HTTP bodies, {@link dev.dowel.protocol.Values} for the values inside them.
 *
 * <p>Everything here is immutable or static and may be used from any thread. Section numbers such as "protocol 4.2"
 * refer to {@code docs/protocol.md}.
 */
package dev.dowel.protocol;
