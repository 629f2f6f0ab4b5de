// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Problem;
import java.util.Locale;
import java.util.Optional;

/** How an answer that a rule changes can be read, by its headers. */
public enum AnswerForm {
    /** Server-sent events, changed one by one. */
    EVENTS,
    /** One JSON object, changed as a whole. */
    WHOLE,
    /** No body. */
    EMPTY,
    /** Neither: it cannot be changed, so it may not be passed on. */
    UNREADABLE;

    /** What the client is told instead of an answer that may not be passed on. */
    public static final Problem PROBLEM = new Problem(
            502,
            "answer_unreadable",
            "The model server's answer is not of a kind that can be given to this account. Try again.");

    /** The form that these headers of an answer announce. */
    public static AnswerForm of(
            Optional<String> contentType, Optional<String> contentEncoding, Optional<String> contentLength) {
        String type = contentType.orElse("").toLowerCase(Locale.ROOT);
        if (!contentEncoding.orElse("identity").equalsIgnoreCase("identity")) {
            return UNREADABLE;
        }
        if (type.startsWith("text/event-stream")) {
            return EVENTS;
        }
        if (type.startsWith("application/json")) {
            return WHOLE;
        }
        return contentLength.filter("0"::equals).isPresent() ? EMPTY : UNREADABLE;
    }
}
