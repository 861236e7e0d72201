package dev.dowel.examples.patterns;

import java.io.IOException;

/** Sends nothing, and refuses addresses that have no at sign. Stateless. */
public final class ScriptedMailer implements Mailer {

    @Override
    public String send(String id, Outbox.Mail mail) throws IOException {
        if (!mail.to().contains("@")) {
            throw new IOException("There is nobody at " + mail.to());
        }
        return "sent to " + mail.to();
    }
}
