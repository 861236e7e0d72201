package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.EntryRange;

/**
 * The bytes of keys in the database. Static; any thread.
 *
 * <p>In this order, {@code text} being a length and UTF-8 (see {@link BytesOut}):
 *
 * <ul>
 *   <li>{@link Column#ACTOR}, {@link Column#STATE}: the id as it is
 *   <li>{@link Column#NAME}: namespace text, name text, each part of the actor key as text
 *   <li>{@link Column#RECENT}: namespace text, name text, eight bytes that sort later times first, the id as it is
 *   <li>{@link Column#KV}, {@link Column#SCHEDULE}, {@link Column#QUEUE}: the id as text, the entry's key as it is. The length
 *       before the id keeps an id that another one starts with out of the other's entries
 *   <li>{@link Column#ALARM}: eight bytes that sort earlier times first, the id as it is
 * </ul>
 *
 * <p>Keys carry no format version: a family whose keys change gets another name.
 */
final class StoredKeys {

    private StoredKeys() {}

    static byte[] id(String actorId) {
        return actorId.getBytes(UTF_8);
    }

    static byte[] address(ActorAddress address) {
        BytesOut out = startOf(address.namespace(), address.name());
        address.key().parts().forEach(out::text);
        return out.toByteArray();
    }

    static byte[] recent(String namespace, String name, ListCursor position) {
        return startOf(namespace, name)
                .fixed64(laterFirst(position.createdAt()))
                .raw(id(position.actorId()))
                .toByteArray();
    }

    static byte[] recent(ActorRecord record) {
        ActorAddress address = record.address();
        return recent(address.namespace(), address.name(), new ListCursor(record.createdAt(), record.id()));
    }

    /** What every {@link Column#RECENT} key of a name starts with. */
    static byte[] recentPrefix(String namespace, String name) {
        return startOf(namespace, name).toByteArray();
    }

    /** What every {@link Column#RECENT} key of a namespace starts with. */
    static byte[] recentPrefix(String namespace) {
        return new BytesOut(32).text(namespace).toByteArray();
    }

    /** The first key that comes after every key with a prefix. No prefix of ours ends in 0xff: that is not UTF-8. */
    static byte[] behind(byte[] prefix) {
        byte[] next = prefix.clone();
        next[next.length - 1]++;
        return next;
    }

    /** The name in a {@link Column#RECENT} key. */
    static String nameIn(byte[] recentKey) {
        var in = new BytesIn(recentKey);
        in.text();
        return in.text();
    }

    /** The place in the list that a {@link Column#RECENT} key stands for. */
    static ListCursor positionIn(byte[] recentKey) {
        var in = new BytesIn(recentKey);
        in.text();
        in.text();
        long createdAt = laterFirst(in.fixed64());
        return new ListCursor(createdAt, new String(in.rest(), UTF_8));
    }

    static byte[] entry(String actorId, byte[] key) {
        byte[] prefix = entryPrefix(actorId);
        return new BytesOut(prefix.length + key.length).raw(prefix).raw(key).toByteArray();
    }

    private static byte[] entryPrefix(String actorId) {
        return new BytesOut(32).text(actorId).toByteArray();
    }

    /** All entries of an actor in one part's family. */
    static Span entries(String actorId) {
        byte[] prefix = entryPrefix(actorId);
        return new Span(prefix, behind(prefix));
    }

    static Span entries(String actorId, EntryRange range) {
        byte[] to = range.to();
        return new Span(entry(actorId, range.from()), to == null ? behind(entryPrefix(actorId)) : entry(actorId, to));
    }

    /** The id that a {@link Column#ACTOR} or {@link Column#STATE} key stands for. */
    static String idIn(byte[] idKey) {
        return new String(idKey, UTF_8);
    }

    /** Whose a {@link Column#KV}, {@link Column#SCHEDULE} or {@link Column#QUEUE} key is. */
    static String ownerIn(byte[] storedKey) {
        return new BytesIn(storedKey).text();
    }

    /** The entry's key in a {@link Column#KV}, {@link Column#SCHEDULE} or {@link Column#QUEUE} key. */
    static byte[] entryIn(byte[] storedKey) {
        var in = new BytesIn(storedKey);
        in.text();
        return in.rest();
    }

    static byte[] alarm(long dueAt, String actorId) {
        return new BytesOut(48).fixed64(earlierFirst(dueAt)).raw(id(actorId)).toByteArray();
    }

    /** The alarms from one time up to another. */
    static Span alarms(long from, long until) {
        return new Span(new BytesOut(8).fixed64(earlierFirst(from)).toByteArray(), behindAlarms(until));
    }

    /** The alarms behind one and up to a time. */
    static Span alarms(Alarm after, long until) {
        byte[] from = new BytesOut(48)
                .raw(alarm(after.dueAt(), after.actorId()))
                .octet(0)
                .toByteArray();
        return new Span(from, behindAlarms(until));
    }

    /** No id starts with 0xff: that is not UTF-8. */
    private static byte[] behindAlarms(long until) {
        return new BytesOut(9).fixed64(earlierFirst(until)).octet(0xff).toByteArray();
    }

    /** The alarm that a {@link Column#ALARM} key stands for. */
    static Alarm alarmIn(byte[] alarmKey) {
        var in = new BytesIn(alarmKey);
        long dueAt = earlierFirst(in.fixed64());
        return new Alarm(dueAt, new String(in.rest(), UTF_8));
    }

    private static BytesOut startOf(String namespace, String name) {
        return new BytesOut(96).text(namespace).text(name);
    }

    /** Maps signed numbers to unsigned ones in reverse order, and back. */
    private static long laterFirst(long createdAt) {
        return createdAt ^ Long.MAX_VALUE;
    }

    /** Maps signed numbers to unsigned ones in the same order, and back. */
    private static long earlierFirst(long dueAt) {
        return dueAt ^ Long.MIN_VALUE;
    }
}
