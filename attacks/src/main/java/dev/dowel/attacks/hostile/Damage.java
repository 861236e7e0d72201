package dev.dowel.attacks.hostile;

import java.util.Arrays;
import java.util.Random;

/** Makes bytes wrong. Static. */
final class Damage {

    private Damage() {}

    /** Leaves them as they are, or flips, overwrites, cuts, repeats, doubles some. */
    static byte[] some(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                case 3 -> damaged = RequestMaker.joined(Arrays.copyOf(damaged, at), damaged);
                default -> {
                    byte[] noise = new byte[random.nextInt(20)];
                    random.nextBytes(noise);
                    damaged = RequestMaker.joined(
                            RequestMaker.joined(Arrays.copyOf(damaged, at), noise),
                            Arrays.copyOfRange(damaged, at, damaged.length));
                }
            }
        }
        return damaged;
    }
}
