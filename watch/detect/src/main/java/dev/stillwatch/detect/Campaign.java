// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of accounts judged together.
 *
 * @param id stable for the same accounts: derived from the member list
 * @param score log-odds of distillation of the group
 * @param pValue share of benign groups expected to score as high, after false-discovery control
 * @param accounts members, sorted
 * @param exchanges all members' exchanges
 * @param tokensOut all members' output tokens; 0 when the logs hold no usage
 * @param signals what speaks for and against, strongest first
 * @param templates the commonest prompt patterns, commonest first
 * @param missing what could not be seen
 * @param links facts that members share, most shared first
 * @param timeline exchanges per hour of the group, in order of time
 * @param window the shorter stretch of time it was found in; empty when that is the whole of what was assessed
 * @param lanes some members' exchanges over time, at most {@value #MOST_LANES}, in the order of the members
 */
public record Campaign(
        String id,
        Verdict verdict,
        LogOdds score,
        Probability pValue,
        List<String> accounts,
        long exchanges,
        long tokensOut,
        Instant firstSeen,
        Instant lastSeen,
        List<Signal> signals,
        List<Template> templates,
        List<MissingSignal> missing,
        List<Link> links,
        List<HourCount> timeline,
        Optional<Window> window,
        List<Lane> lanes) {

    /** Members whose exchanges over time are kept one by one. */
    public static final int MOST_LANES = 40;

    /**
     * A prompt pattern.
     *
     * @param skeleton its common words, everything else as an ellipsis; holds only words of a shipped vocabulary
     * @param exchanges how many exchanges of the group follow it (scaled up from the sample kept per account)
     * @param accounts how many of the group's accounts use it
     */
    public record Template(String skeleton, long exchanges, int accounts) {}

    /**
     * A fact that links members, such as a shared payment instrument.
     *
     * @param kind what is shared: payment, ip, asn, ja4, user-agent, organisation, template
     * @param label an opaque name for the shared value, safe to show
     * @param accounts positions in {@link Campaign#accounts} of the members that share it
     */
    public record Link(String kind, String label, List<Integer> accounts) {
        public Link {
            accounts = List.copyOf(accounts);
        }
    }

    /** Exchanges in the hour that starts at {@code hour}. */
    public record HourCount(Instant hour, long exchanges) {}

    /**
     * When one member was active.
     *
     * @param account its position in {@link Campaign#accounts}
     * @param hours exchanges per hour (scaled up from the sample kept of the account), in order of time
     */
    public record Lane(int account, List<HourCount> hours) {
        public Lane {
            if (account < 0) {
                throw new IllegalArgumentException("account is at " + account + ", must be 0 or more");
            }
            hours = List.copyOf(hours);
        }
    }

    public Campaign {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(score, "score is null");
        Objects.requireNonNull(pValue, "pValue is null");
        accounts = List.copyOf(accounts);
        Objects.requireNonNull(firstSeen, "firstSeen is null");
        Objects.requireNonNull(lastSeen, "lastSeen is null");
        signals = List.copyOf(signals);
        templates = List.copyOf(templates);
        missing = List.copyOf(missing);
        links = List.copyOf(links);
        timeline = List.copyOf(timeline);
        Objects.requireNonNull(window, "window is null");
        lanes = List.copyOf(lanes);
    }

    /** A group found in the whole of what was assessed, without its members' lanes. */
    public Campaign(
            String id,
            Verdict verdict,
            LogOdds score,
            Probability pValue,
            List<String> accounts,
            long exchanges,
            long tokensOut,
            Instant firstSeen,
            Instant lastSeen,
            List<Signal> signals,
            List<Template> templates,
            List<MissingSignal> missing,
            List<Link> links,
            List<HourCount> timeline) {
        this(
                id,
                verdict,
                score,
                pValue,
                accounts,
                exchanges,
                tokensOut,
                firstSeen,
                lastSeen,
                signals,
                templates,
                missing,
                links,
                timeline,
                Optional.empty());
    }

    /** A group without its members' lanes. */
    public Campaign(
            String id,
            Verdict verdict,
            LogOdds score,
            Probability pValue,
            List<String> accounts,
            long exchanges,
            long tokensOut,
            Instant firstSeen,
            Instant lastSeen,
            List<Signal> signals,
            List<Template> templates,
            List<MissingSignal> missing,
            List<Link> links,
            List<HourCount> timeline,
            Optional<Window> window) {
        this(
                id, verdict, score, pValue, accounts, exchanges, tokensOut, firstSeen, lastSeen, signals, templates,
                missing, links, timeline, window, List.of());
    }

    /** The same group, found in a shorter stretch of time. */
    Campaign foundIn(Window stretch) {
        return new Campaign(
                id,
                verdict,
                score,
                pValue,
                accounts,
                exchanges,
                tokensOut,
                firstSeen,
                lastSeen,
                signals,
                templates,
                missing,
                links,
                timeline,
                Optional.of(stretch),
                lanes);
    }
}
