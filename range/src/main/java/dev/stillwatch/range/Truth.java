// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every account of a log really is.
 *
 * @param accounts label of each account
 */
public record Truth(Map<String, Label> accounts) {

    /**
     * What one account is.
     *
     * @param campaign present exactly for {@link Kind#CAMPAIGN}
     */
    public record Label(Kind kind, Optional<String> campaign) {
        public Label {
            if (campaign.isPresent() == kind.benign()) {
                throw new IllegalArgumentException("a campaign is named for campaign accounts and for no others");
            }
        }

        /** The label of a benign account. */
        public static Label benign(Kind kind) {
            return new Label(kind, Optional.empty());
        }

        /** The label of a campaign's account. */
        public static Label campaign(String name) {
            return new Label(Kind.CAMPAIGN, Optional.of(name));
        }
    }

    public Truth {
        accounts = Map.copyOf(accounts);
    }

    /**
     * Reads a truth file: header {@code account,kind,campaign}.
     *
     * @throws StillwatchException when it is missing or malformed
     */
    public static Truth read(Path file) {
        Map<String, Label> accounts = new HashMap<>();
        Csv.read(file, "account,kind,campaign", fields -> {
            Optional<String> campaign = fields.get(2).isEmpty() ? Optional.empty() : Optional.of(fields.get(2));
            try {
                accounts.put(fields.getFirst(), new Label(Kind.ofLabel(fields.get(1)), campaign));
            } catch (IllegalArgumentException e) {
                throw new StillwatchException(
                        file + " has the unknown or contradictory kind '" + fields.get(1) + "'", e);
            }
        });
        return new Truth(accounts);
    }

    /** Names of all campaigns. */
    public Set<String> campaigns() {
        Set<String> names = new LinkedHashSet<>();
        accounts.values().forEach(label -> label.campaign().ifPresent(names::add));
        return names;
    }
}
