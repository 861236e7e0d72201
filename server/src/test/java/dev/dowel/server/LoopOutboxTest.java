package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopOutboxTest {

    /** Counts flushes. */
    private static final class FlushCounter extends ChannelOutboundHandlerAdapter {
        private int flushes;

        @Override
        public void flush(ChannelHandlerContext context) throws Exception {
            flushes++;
            super.flush(context);
        }
    }

    private record Text(Outbound outbound, String text) implements Outgoing {
        @Override
        public void write() {
            if (text.equals("fails")) {
                throw new IllegalStateException("expected by the test");
            }
            if (text.equals("no memory")) {
                throw new OutOfMemoryError("expected by the test");
            }
            outbound.write(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }
    }

    private final FlushCounter flushes = new FlushCounter();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes);
    private final LoopOutbox outbox = new LoopOutbox(channel.eventLoop());
    private final Outbound outbound = new Outbound(channel);

    private List<String> written() {
        List<String> texts = new ArrayList<>();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            texts.add(buffer.toString(StandardCharsets.UTF_8));
            buffer.release();
        }
        return texts;
    }

    @Test
    void entriesLeaveInTheirOrderWithOneFlush() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            outbox.post(new Text(outbound, "t" + i));
            texts.add("t" + i);
        }
        assertThat(written()).isEmpty();
        channel.runPendingTasks();
        assertThat(written()).isEqualTo(texts);
        assertThat(flushes.flushes).isEqualTo(1);
    }

    @Test
    void anEntryThatFailsDoesNotHoldTheOthers() {
        outbox.post(new Text(outbound, "before"));
        outbox.post(new Text(outbound, "fails"));
        outbox.post(new Text(outbound, "after"));
        channel.runPendingTasks();
        assertThat(written()).containsExactly("before", "after");
    }

    @Test
    void anEntryThatFindsNoMemoryStopsNeitherTheOthersNorWhatComesLater() {
        outbox.post(new Text(outbound, "no memory"));
        outbox.post(new Text(outbound, "after"));
        channel.runPendingTasks();
        assertThat(written()).containsExactly("after");
        outbox.post(new Text(outbound, "later"));
        channel.runPendingTasks();
        assertThat(written()).containsExactly("later");
    }

    @Test
    void entriesOfManyThreadsAllLeaveAndEachThreadsInOrder() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int id = t;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 5_000; i++) {
                    outbox.post(new Text(outbound, id + ":" + i));
                }
            }));
        }
        List<String> all = new ArrayList<>();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            channel.runPendingTasks();
            all.addAll(written());
        }
        for (Thread thread : threads) {
            thread.join();
        }
        channel.runPendingTasks();
        all.addAll(written());
        for (int t = 0; t < 4; t++) {
            String prefix = t + ":";
            List<Integer> numbers = all.stream()
                    .filter(text -> text.startsWith(prefix))
                    .map(text -> Integer.valueOf(text.substring(2)))
                    .toList();
            assertThat(numbers).hasSize(5_000).isSorted();
        }
    }
}
