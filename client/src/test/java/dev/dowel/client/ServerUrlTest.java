package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerUrlTest {

    @Test
    void nobodyIsAskedBeforeTheUrlIsNeededAndNobodyTwice() {
        AtomicInteger asked = new AtomicInteger();
        ServerUrl url = ServerUrl.asked(() -> "http://localhost:" + asked.incrementAndGet() + "/");
        try (DowelClient client = DowelClient.builder()
                .endpoint(() -> "http://localhost:" + asked.incrementAndGet())
                .build()) {
            assertThat(client.toString()).doesNotContain("localhost");
        }
        assertThat(url.toString()).doesNotContain("localhost");
        assertThat(asked).hasValue(0);
        assertThat(url.base()).isEqualTo("http://localhost:1");
        assertThat(url.base()).isEqualTo("http://localhost:1");
        assertThat(url.toString()).contains("localhost:1");
    }

    @Test
    void whoeverDoesNotKnowYetIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        ServerUrl url = ServerUrl.asked(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("The server is not running.");
            }
            return "http://localhost:6420";
        });
        assertThatThrownBy(url::base).isInstanceOf(IllegalStateException.class).hasMessageContaining("not running");
        assertThat(url.base()).isEqualTo("http://localhost:6420");
    }

    @Test
    void namespaceAndTokenAreNotTakenFromAnAnswer() {
        ServerUrl url = ServerUrl.asked(() -> "http://ns:secret@localhost:6420");
        assertThatThrownBy(url::base)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("builder")
                .message()
                .doesNotContain("secret");
    }
}
