package dev.dowel.runtime.environment;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The carriers of this process. Watch thread only.
 *
 * <p>The scheduler of virtual threads is a {@code ForkJoinPool}. It starts or wakes a carrier when a task is put into a queue
 * that looked empty, or that has to grow. If every queue has tasks that nobody takes, because every carrier is held, one more
 * task wakes nobody, and then a higher parallelism changes nothing either. So {@link #nudge} puts empty tasks into the
 * calling thread's queue until a carrier has come: at the latest when that queue grows.
 */
public final class SystemCarriers implements Carriers {

    /** More than there is room for in a queue before it grows, unless so many tasks wait in it. */
    private static final int MOST_EMPTY_TASKS = 1 << 16;

    private final int normal = Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
    private int width = normal;

    /** Made when it is needed first, because most servers never need it and it takes long to load. */
    private @Nullable VirtualThreadSchedulerMXBean scheduler;

    @Override
    public int normal() {
        return normal;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void width(int carriers) {
        scheduler().setParallelism(carriers);
        width = carriers;
    }

    @Override
    public void nudge() {
        int busy = scheduler().getMountedVirtualThreadCount();
        if (busy >= width) {
            return;
        }
        for (int i = 0; i < MOST_EMPTY_TASKS && scheduler().getMountedVirtualThreadCount() <= busy; i++) {
            Thread.startVirtualThread(() -> {});
        }
    }

    private VirtualThreadSchedulerMXBean scheduler() {
        VirtualThreadSchedulerMXBean made = scheduler;
        if (made == null) {
            made = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
            scheduler = made;
        }
        return made;
    }
}
