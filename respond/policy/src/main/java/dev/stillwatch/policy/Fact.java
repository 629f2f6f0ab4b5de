// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.FactName.Kind.LENGTH;
import static dev.stillwatch.policy.FactName.Kind.NUMBER;
import static dev.stillwatch.policy.FactName.Kind.NUMBERS;
import static dev.stillwatch.policy.FactName.Kind.TEXT;
import static dev.stillwatch.policy.FactName.Kind.TEXTS;
import static dev.stillwatch.policy.FactName.Kind.TEXT_MAP;
import static dev.stillwatch.policy.FactName.Kind.TRUTH;
import static dev.stillwatch.policy.FactName.Kind.WHOLE;

import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.Verdict;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rule may ask about; nothing else can be named in one. */
public enum Fact implements FactName {
    /** Whether a campaign is judged, or the account belongs to one. Always known. */
    HAS_CAMPAIGN("has_campaign", TRUTH),
    /** Whether one account is judged, rather than a campaign as a whole. Always known. */
    HAS_ACCOUNT("has_account", TRUTH),
    CAMPAIGN_ID("campaign.id", TEXT),
    /** A {@link Verdict} by its label. */
    CAMPAIGN_VERDICT("campaign.verdict", TEXT),
    /** Log-odds of distillation. */
    CAMPAIGN_SCORE("campaign.score", NUMBER),
    /** Share of benign groups that score as high, 0 to 1. */
    CAMPAIGN_P_VALUE("campaign.p_value", NUMBER),
    CAMPAIGN_ACCOUNTS("campaign.accounts", WHOLE),
    CAMPAIGN_EXCHANGES("campaign.exchanges", WHOLE),
    CAMPAIGN_TOKENS_OUT("campaign.tokens_out", WHOLE),
    /** From its first exchange to its last. */
    CAMPAIGN_DURATION("campaign.duration", LENGTH),
    /** From its first exchange to when the facts were taken. */
    CAMPAIGN_AGE("campaign.age", LENGTH),
    /** Log-odds by {@link Channel}: 0 for one that was seen and says neither, absent for one that could not be seen. */
    CAMPAIGN_SIGNALS("campaign.signals", NUMBERS),
    /** Channels that could not be seen. */
    CAMPAIGN_MISSING("campaign.missing", TEXTS),
    ACCOUNT_ID("account.id", TEXT),
    ACCOUNT_VERDICT("account.verdict", TEXT),
    ACCOUNT_SCORE("account.score", NUMBER),
    ACCOUNT_P_VALUE("account.p_value", NUMBER),
    ACCOUNT_EXCHANGES("account.exchanges", WHOLE),
    /** Whether it belongs to a declared customer. */
    ACCOUNT_ORGANISATION("account.organisation", TRUTH),
    /** What is recorded about its holder, such as {@code person_status} or {@code jurisdiction}. */
    ACCOUNT_ATTRIBUTES("account.attributes", TEXT_MAP),
    /** Where each attribute is from, by the attribute's name. */
    ACCOUNT_SOURCES("account.sources", TEXT_MAP);

    private final String path;
    private final Kind kind;

    Fact(String path, Kind kind) {
        this.path = path;
        this.kind = kind;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Set<String> closed() {
        return switch (this) {
            case CAMPAIGN_VERDICT, ACCOUNT_VERDICT -> verdicts();
            case CAMPAIGN_SIGNALS, CAMPAIGN_MISSING -> channels();
            default -> Set.of();
        };
    }

    /** {@code campaign}, {@code account}, or empty. */
    String subject() {
        int dot = path.indexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    /** The name within its subject. */
    String member() {
        return path.substring(path.indexOf('.') + 1);
    }

    private static Set<String> verdicts() {
        return Arrays.stream(Verdict.values()).map(Verdict::label).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> channels() {
        return Arrays.stream(Channel.values()).map(Channel::label).collect(Collectors.toUnmodifiableSet());
    }
}
