package dev.dowel.runtime;

import dev.dowel.ActorKey;

/**
 * What people call an actor by. At most one living actor has an address. Immutable.
 *
 * @param namespace keeps the actors of one tenant or test apart from others; any text, none needs to be created
 * @param name the actor's type
 * @param key which of them
 */
public record ActorAddress(String namespace, String name, ActorKey key) {

    @Override
    public String toString() {
        return name + key;
    }
}
