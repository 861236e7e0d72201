package dev.dowel.conformance.suite;

/** How often an actor started and fell asleep. Immutable. */
record SleepCounts(int startCount, int sleepCount) {

    static final SleepCounts NONE = new SleepCounts(0, 0);

    SleepCounts started() {
        return new SleepCounts(startCount + 1, sleepCount);
    }

    SleepCounts slept() {
        return new SleepCounts(startCount, sleepCount + 1);
    }
}
