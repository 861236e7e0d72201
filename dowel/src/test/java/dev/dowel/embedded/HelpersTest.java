package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/helpers.md} shows: code outside of an actor's class. */
class HelpersTest {

    public record Basket(List<String> articles) {
        Basket plus(String article) {
            return new Basket(
                    Stream.concat(articles.stream(), Stream.of(article)).toList());
        }
    }

    static final Event<Integer> SIZE = Event.of("size", Integer.class);

    /** Rules of baskets, whichever actor has one. */
    static final class Baskets {

        private Baskets() {}

        static int add(ActorContext<Basket> c, String article) {
            Basket changed = c.update(basket -> basket.plus(article));
            if (changed.articles().size() > 3) {
                throw new UserError("full", "A basket holds three articles."); // undoes the update, too
            }
            c.broadcast(SIZE, changed.articles().size());
            return changed.articles().size();
        }

        static String label(ActorContext<?> c) {
            return c.name() + " " + String.join("/", c.key().parts());
        }
    }

    @ActorType("basket")
    public static final class BasketActor extends Actor<Basket> {

        @Override
        protected Basket createState(CreateRequest request) {
            return new Basket(List.of());
        }

        @Action
        public int add(String article) {
            return Baskets.add(context(), article);
        }

        @ReadOnly
        @Action
        public String label() {
            return Baskets.label(context());
        }

        @ReadOnly
        @Action
        public int size() {
            return state().articles().size();
        }
    }

    @Test
    void helpersRunInTheTurnOfWhoCallsThem() {
        try (DowelServer server = DowelServer.builder()
                        .actor(BasketActor.class)
                        .store(new MemoryStore())
                        .port(0)
                        .build()
                        .start();
                DowelClient client = DowelClient.connect(server.endpoint())) {
            ClientActor<BasketActor> basket = client.actor(BasketActor.class, "shop", "7");
            assertThat(basket.call(BasketActor::label)).isEqualTo("basket shop/7");
            for (int i = 1; i <= 3; i++) {
                assertThat(basket.call(BasketActor::add, "apple")).isEqualTo(i);
            }
            assertThatExceptionOfType(ActorError.class)
                    .isThrownBy(() -> basket.call(BasketActor::add, "pear"))
                    .satisfies(error -> assertThat(error.code()).isEqualTo("full"));
            assertThat(basket.call(BasketActor::size)).isEqualTo(3);
        }
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        String source = words(Files.readString(Path.of("src/test/java/dev/dowel/embedded/HelpersTest.java")));
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/helpers.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - "```".length()))
                .toList();
        assertThat(shown).isNotEmpty().allSatisfy(block -> assertThat(source).contains(words(block)));
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").trim();
    }
}
