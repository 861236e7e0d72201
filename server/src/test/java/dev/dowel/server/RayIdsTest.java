package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RayIdsTest {

    @Test
    void idsAreDistinctAndOfOneForm() {
        RayIds rays = new RayIds(42);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(rays.next());
        }
        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("[0-9a-f]{16}"));
    }
}
