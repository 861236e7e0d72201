package dev.dowel.server;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.store.ActorStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a builder collected. Immutable.
 *
 * @param definitions the types of actors
 * @param store opens the store
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any
 * @param version the version of the actors' code
 * @param cors which pages may call
 * @param adminToken what opens the management API
 * @param exposeErrors whether callers are told what internal errors were
 * @param rates how many requests a caller may make
 * @param checkStates whether states that were changed in place are looked for
 * @param limits the bounds
 * @param files what is served besides actors
 * @param listener is told what happens
 */
record ServerSettings(
        List<ActorDefinition<?>> definitions,
        Supplier<? extends ActorStore> store,
        String host,
        int port,
        int version,
        Cors cors,
        AdminToken adminToken,
        boolean exposeErrors,
        RateLimits rates,
        boolean checkStates,
        GatewayLimits limits,
        WebFiles files,
        ServerListener listener) {}
