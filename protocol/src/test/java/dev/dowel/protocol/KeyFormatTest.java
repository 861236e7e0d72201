package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFormatTest {

    /** Protocol 2.1. */
    static Stream<Arguments> canonicalVectors() {
        return Stream.of(
                Arguments.of(List.of(), "/"),
                Arguments.of(List.of("test"), "test"),
                Arguments.of(List.of("a", "b", "c"), "a/b/c"),
                Arguments.of(List.of("a/b"), "a\\/b"),
                Arguments.of(List.of("/"), "\\/"),
                Arguments.of(List.of(""), "\\0"),
                Arguments.of(List.of("a\\b"), "a\\\\b"),
                Arguments.of(List.of("a/b", "", "c/d"), "a\\/b/\\0/c\\/d"),
                Arguments.of(List.of("a", "b", "c/d", "", "é"), "a/b/c\\/d/\\0/é"),
                Arguments.of(List.of("a,b", "c/d", "", "é"), "a,b/c\\/d/\\0/é"),
                Arguments.of(List.of("\\0"), "\\\\0"));
    }

    @ParameterizedTest
    @MethodSource("canonicalVectors")
    void canonicalFormIsThatOfTheProtocol(List<String> parts, String text) {
        assertThat(KeyFormat.canonical(ActorKey.of(parts))).isEqualTo(text);
        assertThat(KeyFormat.parseCanonical(text)).isEqualTo(ActorKey.of(parts));
    }

    @Test
    void canonicalFormLosesNothing() {
        var random = new Random(21);
        for (int round = 0; round < 5_000; round++) {
            var parts = new ArrayList<String>();
            for (int i = random.nextInt(5); i > 0; i--) {
                var part = new StringBuilder();
                for (int j = random.nextInt(5); j > 0; j--) {
                    part.append("/\\0,aé".charAt(random.nextInt(6)));
                }
                parts.add(part.toString());
            }
            ActorKey key = ActorKey.of(parts);
            assertThat(KeyFormat.parseCanonical(KeyFormat.canonical(key))).isEqualTo(key);
        }
    }

    @Test
    void everyStringCanBeReadAsCanonical() {
        assertThat(KeyFormat.parseCanonical("")).isEqualTo(ActorKey.of());
        assertThat(KeyFormat.parseCanonical("a\\")).isEqualTo(ActorKey.of("a\\"));
        assertThat(KeyFormat.parseCanonical("\\x")).isEqualTo(ActorKey.of("x"));
        assertThat(KeyFormat.parseCanonical("a//b")).isEqualTo(ActorKey.of("a", "", "b"));
        assertThat(KeyFormat.parseCanonical("a/")).isEqualTo(ActorKey.of("a", ""));
    }

    @Test
    void queryFormIsSplitAtEveryComma() {
        assertThat(KeyFormat.query(ActorKey.of("a,b", "c/d", "", "é"))).isEqualTo("a,b,c/d,,é");
        assertThat(KeyFormat.parseQuery("a,b,c/d,,é")).isEqualTo(ActorKey.of("a", "b", "c/d", "", "é"));
        assertThat(KeyFormat.query(ActorKey.of())).isEmpty();
        assertThat(KeyFormat.parseQuery("")).isEqualTo(ActorKey.of());
        assertThat(KeyFormat.parseQuery("a,")).isEqualTo(ActorKey.of("a", ""));
        assertThat(KeyFormat.parseQuery(",")).isEqualTo(ActorKey.of("", ""));
    }

    @Test
    void keysAreBoundedInUtf8Bytes() {
        KeyFormat.check(ActorKey.of("x".repeat(128)));
        KeyFormat.check(ActorKey.of("é".repeat(64)));
        assertRefused(ActorKey.of("x".repeat(129)), "actor", "key_too_large");
        assertRefused(ActorKey.of("é".repeat(65)), "actor", "key_too_large");
        String[] eight = new String[8];
        java.util.Arrays.fill(eight, "x".repeat(127));
        KeyFormat.check(ActorKey.of(eight));
        eight[0] = "x".repeat(126) + "/";
        KeyFormat.check(ActorKey.of(eight));
        eight[1] = "x".repeat(126) + "/";
        assertRefused(ActorKey.of(eight), "actor", "key_too_large");
    }

    @Test
    void keysMustBeUnicode() {
        assertRefused(ActorKey.of("a\ud800"), "actor", "invalid_key");
        assertRefused(ActorKey.of("\udc00a"), "actor", "invalid_key");
        KeyFormat.check(ActorKey.of("\ud83d\ude00"));
    }

    @Test
    void namesAreBounded() {
        assertThat(KeyFormat.checkName("a b/ü")).isEqualTo("a b/ü");
        KeyFormat.checkName("x".repeat(64));
        for (String bad : List.of("", "x".repeat(65), "\ud800")) {
            assertThatThrownBy(() -> KeyFormat.checkName(bad))
                    .isInstanceOfSatisfying(
                            WireException.class, e -> assertThat(e.code()).isEqualTo("invalid_name"));
        }
    }

    private static void assertRefused(ActorKey key, String group, String code) {
        assertThatThrownBy(() -> KeyFormat.check(key)).isInstanceOfSatisfying(WireException.class, e -> {
            assertThat(e.group()).isEqualTo(group);
            assertThat(e.code()).isEqualTo(code);
        });
    }
}
