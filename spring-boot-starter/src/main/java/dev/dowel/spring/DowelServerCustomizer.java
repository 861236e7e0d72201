package dev.dowel.spring;

import dev.dowel.server.DowelServerBuilder;

/**
 * Changes the server before it is built, after all properties and actors were applied. A bean; called once, by the thread that
 * starts the application.
 *
 * {@snippet :
 * @Bean
 * DowelServerCustomizer ownStore(DataSource database) {
 *     return server -> server.store(() -> new OwnStore(database));
 * }
 * }
 */
@FunctionalInterface
public interface DowelServerCustomizer {

    /** Changes the server. */
    void customize(DowelServerBuilder server);
}
