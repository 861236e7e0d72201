/**
 * The server: sockets to runtime calls and back. Users see {@link dev.dowel.server.DowelServer}; everything else is
 * package-private and runs on event loops, which run no user code and never block.
 *
 * <p>The walk of a call: {@link dev.dowel.server.HttpConnection} reads one request, {@link dev.dowel.server.Router} says
 * what it is for, {@link dev.dowel.server.ActionExchange} hands it to the runtime and receives the answer on some other
 * thread, {@link dev.dowel.server.LoopOutbox} brings that back to the connection's event loop. A WebSocket goes from
 * {@code HttpConnection} over {@link dev.dowel.server.Upgrade} to {@link dev.dowel.server.WebSocketConnection}.
 */
package dev.dowel.server;
