// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds a sentence to a streamed answer, as its last piece of text, once it is known to have come to its natural end.
 * Events are held back for as long as only the next one tells whether text is still to come. Not thread-safe.
 */
interface ClosingEvents {

    /** Passes an event on, and what goes before it. */
    void next(String head, String type, ObjectNode event, EventSink out);

    /** Passes on what is held back, since something comes that is no event, or nothing. */
    void flush(EventSink out);

    /** For the stream of one answer. */
    static ClosingEvents of(Api api, Optional<Closing> closing) {
        if (closing.isEmpty()) {
            return new Unchanged();
        }
        return switch (api) {
            case CHAT -> new ChatClosing(closing.get());
            case MESSAGES -> new MessageClosing(closing.get());
            case RESPONSES -> new ResponseClosing(closing.get());
            case COMPLETIONS, EMBEDDINGS -> new Unchanged();
        };
    }

    /** Passes all on as it comes. */
    record Unchanged() implements ClosingEvents {
        @Override
        public void next(String head, String type, ObjectNode event, EventSink out) {
            out.event(head, event);
        }

        @Override
        public void flush(EventSink out) {
            // Nothing is held back.
        }
    }
}
