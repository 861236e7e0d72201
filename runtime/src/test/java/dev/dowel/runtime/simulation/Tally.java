package dev.dowel.runtime.simulation;

import java.util.List;

/** What happened over all seeds, to see that the chaos was real. Test's thread only. */
final class Tally {
    int seeds;
    int acknowledged;
    int unanswered;
    int undone;
    int timeouts;
    int events;
    int wakes;
    int sleeps;
    int tasks;
    int fired;
    int cancelled;
    int hibernated;
    int rawMessages;
    int destroys;
    int upgrades;
    int refusedVersions;
    int clockJumps;
    int drains;
    int crashes;
    int sent;
    int repeated;
    int received;
    int handled;
    int replies;
    int deadLetters;
    int leasesLost;
    int refusedSends;
    int handledAtCrash;

    /** Chaos that never happens proves nothing: all of these must be positive. */
    List<Integer> counts() {
        return List.of(
                acknowledged,
                unanswered,
                undone,
                timeouts,
                events,
                wakes,
                sleeps,
                tasks,
                fired,
                cancelled,
                hibernated,
                rawMessages,
                destroys,
                upgrades,
                refusedVersions,
                clockJumps,
                drains,
                crashes,
                sent,
                repeated,
                received,
                handled,
                replies,
                deadLetters,
                leasesLost,
                refusedSends,
                handledAtCrash);
    }

    @Override
    public String toString() {
        return seeds + " seeds, " + acknowledged + " acknowledged, " + unanswered + " unanswered, " + undone
                + " undone by failed commits, " + timeouts + " timed out, " + events + " events, " + wakes + " wakes, "
                + sleeps + " sleeps, " + tasks + " background tasks, " + fired + " alarms fired, " + cancelled
                + " cancelled, " + hibernated + " hibernated messages, " + rawMessages + " raw messages, " + destroys
                + " destroys, " + upgrades + " upgrades, " + refusedVersions + " versions refused, " + clockJumps
                + " clock jumps, " + drains + " drains, " + crashes + " crashes, " + sent + " messages sent, "
                + repeated + " sent again, " + received + " received, " + handled + " handled, " + replies
                + " answered, " + deadLetters + " given up, " + leasesLost + " leases lost, " + refusedSends
                + " sends refused, " + handledAtCrash
                + " messages being handled at a crash";
    }
}
