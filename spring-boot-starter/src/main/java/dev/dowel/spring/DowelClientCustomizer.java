package dev.dowel.spring;

import dev.dowel.client.DowelClientBuilder;

/**
 * Changes the client before it is built, after all properties were applied. A bean; called once, by the thread that starts the
 * application.
 *
 * {@snippet :
 * @Bean
 * DowelClientCustomizer internalCaller(Secrets secrets) {
 *     return client -> client.params(Map.of("key", secrets.internal()));
 * }
 * }
 */
@FunctionalInterface
public interface DowelClientCustomizer {

    /** Changes the client. */
    void customize(DowelClientBuilder client);
}
