package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives back what it is given, typed and untyped. Confined to the actor's turn. */
@ActorType("echo")
final class Echo extends Actor<Void> {

    /** A little of everything. */
    record Everything(
            String text,
            long whole,
            double fraction,
            boolean yes,
            Instant at,
            byte[] bytes,
            BigInteger big,
            UUID id,
            List<Long> list,
            Map<String, Integer> map,
            Colour colour,
            @Nullable String absent) {}

    enum Colour {
        RED,
        GREEN
    }

    /** 2^32, the first whole number that CBOR clients send as a float. */
    private static final long FIRST_FLOAT = 1L << 32;

    @Action
    public @Nullable Object untyped(@Nullable Object value) {
        return value;
    }

    /** The Java type an untyped value arrives as. */
    @Action
    public String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "byte[" + bytes.length + "]";
            case List<?> list -> "List of " + list.size();
            case Set<?> set -> "Set of " + set.size();
            case Map<?, ?> map -> "Map of " + map.size();
            default -> value.getClass().getSimpleName();
        };
    }

    @Action
    public long whole(long value) {
        return value;
    }

    @Action
    public int small(int value) {
        return value;
    }

    @Action
    public double fraction(double value) {
        return value;
    }

    @Action
    public boolean truth(boolean value) {
        return value;
    }

    @Action
    public String text(String value) {
        return value;
    }

    @Action
    public BigInteger big(BigInteger value) {
        return value;
    }

    @Action
    public Instant moment(Instant value) {
        return value;
    }

    @Action
    public byte[] bytes(byte[] value) {
        return value;
    }

    @Action
    public Set<String> set(Set<String> value) {
        return value;
    }

    @Action
    public List<Long> list(List<Long> value) {
        return value;
    }

    @Action
    public Map<String, Long> map(Map<String, Long> value) {
        return value;
    }

    @Action
    public Everything everything(Everything value) {
        return value;
    }

    @Action
    public List<Object> several(String first, long second, List<String> third) {
        return List.of(first, second, third);
    }

    @Action
    public String optional(Optional<String> value) {
        return value.orElse("nothing");
    }

    @Action
    public void nothing() {}

    @Action
    public @Nullable String nullText() {
        return null;
    }

    /** Whole numbers on both sides of the bounds at which encodings change. */
    @Action
    public List<Long> bounds() {
        long safe = (1L << 53) - 1;
        return List.of(0L, -1L, FIRST_FLOAT - 1, FIRST_FLOAT, -FIRST_FLOAT, -FIRST_FLOAT - 1, safe, -safe, safe + 1);
    }

    @Action
    public Set<String> letters() {
        return Set.of("a", "b");
    }

    @Action
    public byte[] byteRange() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    @Action
    public int lengthOf(String value) {
        return value.length();
    }

    @Action
    public String filler(int count) {
        return "x".repeat(count);
    }
}
