// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.exchange.StillwatchException;
import java.util.function.Supplier;

/** Ends an answer to a program early: what it sent, or asked about, is not as it must be. */
final class Objection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    private Objection(Reply reply) {
        // Ordinary in a service that strangers' programs talk to, so it costs no stack.
        super("an answer to a program", null, false, false);
        this.reply = reply;
    }

    /** The request itself is wrong. */
    static Objection wrong(String what) {
        return new Objection(new Reply.Refused(400, what));
    }

    /** It needs another user. */
    static Objection forbidden(String what) {
        return new Objection(new Reply.Refused(403, what));
    }

    /* What is not there is the caller's mistake; what may not be done with what is there is another. */
    static <T> T unlessKnown(Supplier<T> look) {
        try {
            return look.get();
        } catch (StillwatchException e) {
            throw new Objection(new Reply.Refused(404, String.valueOf(e.getMessage())));
        }
    }

    static Objection unknown(String what) {
        return new Objection(new Reply.Refused(404, what));
    }

    /** An answer that is told where somebody objects. */
    static Screen.Answer heard(Screen.Answer answer) {
        return visit -> {
            try {
                return answer.to(visit);
            } catch (Objection e) {
                return e.reply;
            }
        };
    }
}
