// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Exchange;
import java.util.Objects;
import java.util.Optional;

/**
 * An exchange and who was behind it.
 *
 * @param kind what its account is
 * @param campaign name of the campaign its account belongs to; present exactly for {@link Kind#CAMPAIGN}
 * @param purpose why it was sent
 */
public record LabelledExchange(Exchange exchange, Kind kind, Optional<String> campaign, Purpose purpose) {
    public LabelledExchange {
        Objects.requireNonNull(exchange, "exchange is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(purpose, "purpose is null");
        if (campaign.isPresent() == kind.benign()) {
            throw new IllegalArgumentException("a campaign must be named for campaign accounts and for no others");
        }
    }
}
