package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dowel.protocol.Encoding;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Small bodies that ask for much: depth, digits, exponents, counts, lengths, tags, members of one name. Static. */
final class Bombs {

    /** What fits into one message beside its envelope. */
    private static final int ROOM = 60_000;

    private Bombs() {}

    static byte[] one(Encoding encoding, Random random) {
        List<byte[]> all = all(encoding);
        return all.get(random.nextInt(all.size()));
    }

    /** The bodies of calls of an action, with one argument that is a bomb each. */
    static List<byte[]> all(Encoding encoding) {
        return switch (encoding) {
            case JSON -> json();
            case CBOR ->
                cbor().stream()
                        .map(arguments -> RequestMaker.joined(hex("a16461726773"), arguments))
                        .toList();
            case BARE -> bare();
        };
    }

    private static List<byte[]> json() {
        List<byte[]> bombs = new ArrayList<>();
        for (String value : List.of(
                "[".repeat(ROOM),
                "[".repeat(ROOM / 2) + "]".repeat(ROOM / 2),
                "{\"a\":".repeat(ROOM / 5),
                "1".repeat(ROOM),
                "-" + "9".repeat(10_001),
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "1e99999999999999999999",
                "0." + "0".repeat(ROOM) + "1",
                "[\"$BigInt\",\"" + "9".repeat(ROOM) + "\"]",
                "[\"$BigInt\",\"1e999999999\"]",
                "[\"$Set\",[" + "1,".repeat(ROOM / 2 - 1) + "1]]",
                "[\"$Date\",1e300]",
                "[\"$Uint8Array\",\"" + "A".repeat(ROOM) + "\"]",
                "\"" + "\\u0000".repeat(ROOM / 6) + "\"",
                "\"\\ud800\"",
                "{" + "\"a\":1,".repeat(ROOM / 6) + "\"a\":1}",
                "{" + colliding(ROOM / 40) + "\"a\":1}",
                "[" + "[],".repeat(ROOM / 3) + "[]]",
                "\"" + "a".repeat(ROOM))) {
            bombs.add(("{\"args\":[" + value + "]}").getBytes(ISO_8859_1));
            bombs.add(("{\"args\":[" + value).getBytes(ISO_8859_1));
        }
        return bombs;
    }

    /** Members whose names have one hash. */
    private static String colliding(int count) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < count; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            members.append('"').append(name).append("\":1,");
        }
        return members.toString();
    }

    private static List<byte[]> cbor() {
        return List.of(
                hex("81" + "81".repeat(ROOM)),
                hex("81" + "9f".repeat(ROOM)),
                hex("81" + "c1".repeat(ROOM)),
                hex("81" + "a161".repeat(ROOM / 2)),
                hex("81" + "bf6161".repeat(ROOM / 3)),
                hex("9bffffffffffffffff"),
                hex("9b7fffffffffffffff01"),
                hex("9a7fffffff01"),
                hex("81bbffffffffffffffff"),
                hex("81ba7fffffff"),
                hex("817bffffffffffffffff"),
                hex("817a7fffffff61"),
                hex("815bffffffffffffffff"),
                hex("815a7fffffff61"),
                hex("81c25a7fffffff61"),
                hex("81c259ea60" + "ff".repeat(ROOM)),
                hex("81c3590fff" + "ff".repeat(0xfff)),
                hex("81c4821b7fffffffffffffff01"),
                hex("81c4823b7fffffffffffffff01"),
                hex("81c482c249ffffffffffffffffff01"),
                hex("81d9010298" + "ff" + "01".repeat(255)),
                hex("81d840" + "5a7fffffff"),
                hex("81d9d9f7".repeat(ROOM / 4)),
                hex("81dbffffffffffffffff01"),
                hex("817f" + "60".repeat(ROOM) + "ff"),
                hex("815f" + "40".repeat(ROOM) + "ff"),
                hex("817f7f60ffff"),
                hex("819f" + "01".repeat(ROOM) + "ff"),
                hex("81ff"),
                hex("81f8ff"),
                hex("81fc"),
                hex("811c"),
                hex("81a2616101616102"),
                hex("81c1fb7ff0000000000000"),
                hex("81c1fbffefffffffffffff"));
    }

    private static List<byte[]> bare() {
        List<byte[]> bombs = new ArrayList<>(List.of(
                hex("0400" + "ffffffffffffffffff01"),
                hex("0400" + "ffffffff0f"),
                hex("0400" + "ffffffffffffffffffff7f"),
                hex("0400" + "80".repeat(ROOM)),
                hex("ffff" + "00".repeat(40)),
                hex("0000"),
                hex("04")));
        for (byte[] arguments : cbor()) {
            if (arguments.length < 0x4000) {
                bombs.add(RequestMaker.joined(
                        new byte[] {4, 0, (byte) (arguments.length | 0x80), (byte) (arguments.length >> 7)},
                        arguments));
            } else {
                bombs.add(RequestMaker.joined(
                        new byte[] {
                            4,
                            0,
                            (byte) (arguments.length | 0x80),
                            (byte) (arguments.length >> 7 | 0x80),
                            (byte) (arguments.length >> 14)
                        },
                        arguments));
            }
        }
        return bombs;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
