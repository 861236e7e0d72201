package dev.dowel.runtime.store;

import org.junit.jupiter.api.Nested;

class MemoryStoreTest {

    @Nested
    class AsActorStore extends ActorStoreSuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }
    }

    @Nested
    class AsDirectory extends DirectorySuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }
    }
}
