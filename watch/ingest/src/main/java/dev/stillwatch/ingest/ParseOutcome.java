// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Exchange;
import java.util.Objects;

/** What became of one record of a log. Reasons name members and remedies, never content. */
public sealed interface ParseOutcome {

    /** The record is an exchange. */
    record Parsed(Exchange exchange) implements ParseOutcome {
        public Parsed {
            Objects.requireNonNull(exchange, "exchange is null");
        }
    }

    /** The record is sound but no exchange, such as a span of something other than a model call. */
    record Skipped(String reason) implements ParseOutcome {
        public Skipped {
            Objects.requireNonNull(reason, "reason is null");
        }
    }

    /** The record should be an exchange and cannot be read as one. */
    record Malformed(String reason) implements ParseOutcome {
        public Malformed {
            Objects.requireNonNull(reason, "reason is null");
        }
    }
}
