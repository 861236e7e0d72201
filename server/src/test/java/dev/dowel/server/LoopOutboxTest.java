package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return written(channel);
    }

    private static List<String> written(EmbeddedChannel channel) {
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

    @ParameterizedTest
    @ValueSource(strings = {"fails", "no memory"})
    void aConnectionWhoseEntryCannotBeWrittenIsCutAndTheOthersGoOn(String failing) {
        EmbeddedChannel other = new EmbeddedChannel();
        Outbound others = new Outbound(other);
        outbox.post(new Text(outbound, failing));
        outbox.post(new Text(outbound, "behind a gap"));
        outbox.post(new Text(others, "others"));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(written(channel)).isEmpty();

        outbox.post(new Text(others, "later"));
        channel.runPendingTasks();
        assertThat(other.isOpen()).isTrue();
        assertThat(written(other)).containsExactly("others", "later");
    }

    @Test
    void aConnectionThatCannotBeCutYetIsSentNothingMoreAndCutLater() {
        int[] refusals = {1};
        channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {
                if (refusals[0]-- > 0) {
                    throw new OutOfMemoryError("expected by the test");
                }
                var _ = context.close(promise);
            }
        });
        outbox.post(new Text(outbound, "no memory"));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        outbox.post(new Text(outbound, "behind a gap"));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(written()).isEmpty();
    }

    @Test
    void anEntryIsWrittenAlthoughThereIsNoMemoryToPostItAtFirst() {
        int[] refusals = {2, 2};
        Queue<Outgoing> queue = new ArrayDeque<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Outgoing entry) {
                if (refusals[0]-- > 0) {
                    throw new OutOfMemoryError("expected by the test");
                }
                return super.add(entry);
            }
        };
        LoopOutbox starved = new LoopOutbox(
                task -> {
                    if (refusals[1]-- > 0) {
                        throw new OutOfMemoryError("expected by the test");
                    }
                    channel.eventLoop().execute(task);
                },
                queue);
        starved.post(new Text(outbound, "one"));
        channel.runPendingTasks();
        starved.post(new Text(outbound, "two"));
        channel.runPendingTasks();
        assertThat(written()).containsExactly("one", "two");
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
