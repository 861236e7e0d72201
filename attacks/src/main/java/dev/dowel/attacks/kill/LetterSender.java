package dev.dowel.attacks.kill;

import java.io.IOException;
import java.util.Random;

/**
 * Sends letters with rising numbers to one inbox; one without an answer is sent again if it has an idempotency key. Confined to
 * one thread at a time.
 */
final class LetterSender implements Caller {

    private final EntryHistory inbox;
    private final String sender;
    private final boolean repeats;
    private final Random random;
    private long last;
    private boolean open;

    LetterSender(EntryHistory inbox, String sender, boolean repeats, Random random) {
        this.inbox = inbox;
        this.sender = sender;
        this.repeats = repeats;
        this.random = random;
    }

    @Override
    public void call(Wire wire) throws IOException {
        if (!open || !repeats) {
            last++;
        }
        String id = sender + "-" + last;
        open = true;
        inbox.unknown(id);
        wire.send(inbox.actor(), id, random.nextBoolean(), repeats ? id : "");
        inbox.acknowledged(id);
        open = false;
    }
}
