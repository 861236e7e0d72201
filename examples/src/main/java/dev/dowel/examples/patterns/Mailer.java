package dev.dowel.examples.patterns;

import java.io.IOException;

/** Sends mail. Usable from any thread. */
@FunctionalInterface
public interface Mailer {

    /**
     * Sends a mail and returns its receipt.
     *
     * @param id names the mail: a service that is asked again with the same id sends it once
     * @param mail what to send
     */
    String send(String id, Outbox.Mail mail) throws IOException;
}
