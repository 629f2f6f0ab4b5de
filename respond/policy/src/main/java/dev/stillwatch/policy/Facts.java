// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about a campaign, an account, or an account of a campaign when a decision is taken.
 *
 * <p>A fact that is not set is unknown, which is not the same as no: a rule that depends on it asks for it. Immutable and
 * thread-safe.
 */
public final class Facts {
    private final Map<Fact, Object> values;

    private Facts(Map<Fact, Object> values) {
        this.values = values;
    }

    /** Facts about a campaign as a whole. */
    public static Facts of(Campaign campaign, Instant now) {
        return builder().campaign(campaign, now).build();
    }

    /** Nothing known yet, neither of a campaign nor of an account. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads what {@link #canonical} wrote, or the same by hand as YAML.
     *
     * @throws StillwatchException if the file cannot be read or names a fact that does not exist
     */
    public static Facts read(Path file) {
        Section root = SettingsDocument.read(file);
        Facts facts = read(root);
        root.done();
        return facts;
    }

    static Facts read(Section section) {
        return FactsReader.read(section);
    }

    /** The value of a fact, typed by its {@link Fact.Kind}; empty when unknown. */
    Optional<Object> value(Fact fact) {
        return Optional.ofNullable(values.get(fact));
    }

    /** One line of JSON with sorted members; the same facts give the same bytes. */
    public String canonical() {
        return CanonicalJson.of(this);
    }

    /** SHA-256 of the canonical form, in hex. */
    public String hash() {
        return Sha256.hex(canonical());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts facts && values.equals(facts.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Names no value: attributes are personal data. */
    @Override
    public String toString() {
        return "Facts" + values.keySet();
    }

    /** Sets facts one by one. Not thread-safe. */
    public static final class Builder {
        private final EnumMap<Fact, Object> values = new EnumMap<>(Fact.class);
        private final SortedMap<String, String> attributes = new TreeMap<>();
        private final SortedMap<String, String> sources = new TreeMap<>();

        private Builder() {
            values.put(Fact.HAS_CAMPAIGN, false);
            values.put(Fact.HAS_ACCOUNT, false);
        }

        /**
         * Everything about a campaign.
         *
         * @param now when the facts are taken; its age counts up to here
         */
        public Builder campaign(Campaign campaign, Instant now) {
            set(Fact.CAMPAIGN_ID, campaign.id());
            set(Fact.CAMPAIGN_VERDICT, campaign.verdict().label());
            set(Fact.CAMPAIGN_SCORE, campaign.score().nats());
            set(Fact.CAMPAIGN_P_VALUE, campaign.pValue().value());
            set(Fact.CAMPAIGN_ACCOUNTS, (long) campaign.accounts().size());
            set(Fact.CAMPAIGN_EXCHANGES, campaign.exchanges());
            set(Fact.CAMPAIGN_TOKENS_OUT, campaign.tokensOut());
            set(Fact.CAMPAIGN_DURATION, Duration.between(campaign.firstSeen(), campaign.lastSeen()));
            set(Fact.CAMPAIGN_AGE, notNegative(Duration.between(campaign.firstSeen(), now)));
            List<String> missing = campaign.missing().stream()
                    .map(signal -> signal.channel().label())
                    .distinct()
                    .sorted()
                    .toList();
            set(Fact.CAMPAIGN_MISSING, missing);
            SortedMap<String, Double> signals = new TreeMap<>();
            for (Channel channel : Channel.values()) {
                if (!missing.contains(channel.label())) {
                    signals.put(channel.label(), 0.0);
                }
            }
            campaign.signals()
                    .forEach(signal -> signals.merge(
                            signal.channel().label(), signal.logOdds().nats(), Double::sum));
            return set(Fact.CAMPAIGN_SIGNALS, signals);
        }

        /** Clocks of machines differ by a little: what was seen a moment from now is new, not of negative age. */
        private static Duration notNegative(Duration age) {
            return age.isNegative() ? Duration.ZERO : age;
        }

        /** Everything that was found out about an account. */
        public Builder account(AccountAssessment account) {
            account(account.account());
            set(Fact.ACCOUNT_VERDICT, account.verdict().label());
            set(Fact.ACCOUNT_SCORE, account.score().nats());
            set(Fact.ACCOUNT_P_VALUE, account.pValue().value());
            set(Fact.ACCOUNT_EXCHANGES, account.exchanges());
            return set(Fact.ACCOUNT_ORGANISATION, account.organisation().isPresent());
        }

        /** An account of which nothing has been assessed yet. */
        public Builder account(String id) {
            set(Fact.ACCOUNT_ATTRIBUTES, attributes);
            set(Fact.ACCOUNT_SOURCES, sources);
            return set(Fact.ACCOUNT_ID, id);
        }

        /**
         * Something recorded about the account's holder.
         *
         * @param name such as {@code person_status}
         * @param source where it is from, such as {@code passport} or {@code self-declared}
         */
        public Builder attribute(String name, String value, String source) {
            attributes.put(name, Objects.requireNonNull(value, "value is null"));
            sources.put(name, Objects.requireNonNull(source, "source is null"));
            set(Fact.ACCOUNT_ATTRIBUTES, attributes);
            return set(Fact.ACCOUNT_SOURCES, sources);
        }

        /** Sets a fact whose value has its kind's type, which callers within this package see to. */
        Builder set(Fact fact, Object value) {
            values.put(fact, value);
            switch (fact.subject()) {
                case "campaign" -> values.put(Fact.HAS_CAMPAIGN, true);
                case "account" -> values.put(Fact.HAS_ACCOUNT, true);
                default -> {}
            }
            return this;
        }

        public Facts build() {
            Map<Fact, Object> copy = new EnumMap<>(Fact.class);
            values.forEach((fact, value) -> copy.put(fact, FactValues.checked(fact, value)));
            return new Facts(copy);
        }
    }
}
