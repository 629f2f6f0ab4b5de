// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.Capability;
import dev.stillwatch.intel.InboundSignal;
import dev.stillwatch.intel.KeyedToken;
import dev.stillwatch.intel.PeerSignals;
import dev.stillwatch.intel.ReadBundle;
import dev.stillwatch.intel.SharedCampaign;
import dev.stillwatch.intel.SharedIndicator;
import dev.stillwatch.intel.SharedVerdict;
import dev.stillwatch.intel.TemplateFingerprint;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said of sharing, for people. */
final class IntelText {
    private static final int FIRST_FEW = 10;

    private IntelText() {}

    /** What became of a campaign that was to be shared. */
    static String standing(IntelShareCommand.One one) {
        if (one.leaves().isEmpty()) {
            return one.sharedBefore()
                    ? "nothing may leave; recipients have an earlier version, which stillwatch intel revoke takes back"
                    : "nothing may leave";
        }
        return one.change()
                .map(change -> switch (change) {
                    case FIRST -> "shared for the first time";
                    case REVISED -> "shared in a new version";
                    case UNCHANGED -> "shared before, and the same still";
                })
                .orElse(one.sharedBefore() ? "would leave, as a new version unless it is the same" : "would leave");
    }

    /** What leaves of a campaign. */
    static String of(SharedCampaign leaves) {
        StringBuilder text = new StringBuilder();
        text.append("  ")
                .append(leaves.verdict().label())
                .append(", confidence ")
                .append(leaves.confidence())
                .append(", seen ")
                .append(leaves.firstSeen())
                .append(" to ")
                .append(leaves.lastSeen())
                .append(", counts until ")
                .append(leaves.validUntil())
                .append("\n  TLP:")
                .append(leaves.light().label().toUpperCase(Locale.ROOT))
                .append(", to ")
                .append(leaves.handling().label());
        leaves.size()
                .ifPresent(size -> text.append(", ")
                        .append(size.least())
                        .append(size.most() == Integer.MAX_VALUE ? " or more" : " to " + size.most())
                        .append(" accounts"));
        leaves.cadence()
                .ifPresent(cadence -> text.append(", active in ")
                        .append(cadence.activeHours())
                        .append(" hours of the day, most from ")
                        .append(cadence.busiestHour())
                        .append(":00 UTC"));
        if (!leaves.capabilities().isEmpty()) {
            text.append(", after ")
                    .append(leaves.capabilities().stream()
                            .map(Capability::label)
                            .collect(Collectors.joining(", ")));
        }
        text.append('\n');
        leaves.indicators().stream()
                .limit(FIRST_FEW)
                .forEach(each -> text.append("  leaves: ").append(of(each)).append('\n'));
        if (leaves.indicators().size() > FIRST_FEW) {
            text.append("  leaves: ")
                    .append(leaves.indicators().size() - FIRST_FEW)
                    .append(" more; --format json shows them\n");
        }
        return text.toString();
    }

    /** An indicator as it may be shown. */
    static String of(SharedIndicator indicator) {
        return switch (indicator) {
            case SharedIndicator.Network(long asn) -> "network AS" + asn;
            case SharedIndicator.TlsClient(String ja4) -> "TLS client " + ja4;
            case SharedIndicator.Address(String ip) -> "address " + ip;
            case SharedIndicator.PromptTemplate(TemplateFingerprint fingerprint) ->
                "prompt pattern " + fingerprint.simhash();
            case SharedIndicator.Token(KeyedToken token) ->
                token.kind().label() + " token of " + token.period() + " under key " + token.keyId();
        };
    }

    /** A signal as a peer's statement. */
    static String of(String peer, InboundSignal signal) {
        String claims =
                signal.claims().stream().map(SharedVerdict::label).sorted().collect(Collectors.joining(" or "));
        return peer + " says " + signal.stance().label() + (claims.isEmpty() ? "" : " (" + claims + ")")
                + (signal.confidence().isPresent()
                        ? ", confidence " + signal.confidence().getAsInt()
                        : ", without a confidence")
                + ", until " + signal.expires() + ", TLP:"
                + signal.light().label().toUpperCase(Locale.ROOT);
    }

    /** What came of reading. */
    static String of(String place, IntelReading.Result read) {
        StringBuilder text = new StringBuilder();
        PeerSignals.Taken taken = read.taken();
        text.append(place)
                .append(": ")
                .append(read.objects())
                .append(" objects, ")
                .append(taken.fresh())
                .append(" new signals, ")
                .append(taken.revised())
                .append(" revised, ")
                .append(taken.known())
                .append(" known\n");
        if (taken.own() > 0) {
            text.append("  left out: ").append(taken.own()).append(" signals that you shared yourself\n");
        }
        if (taken.full() > 0) {
            text.append("  left out: ")
                    .append(taken.full())
                    .append(" signals, as ")
                    .append(PeerSignals.MOST_OF_A_PEER)
                    .append(" of one peer are kept; ask it to send less\n");
        }
        read.refused().stream()
                .limit(FIRST_FEW)
                .forEach(refused -> text.append("  refused ")
                        .append(refused.place())
                        .append(": ")
                        .append(refused.because())
                        .append('\n'));
        if (read.refused().size() > FIRST_FEW) {
            text.append("  refused ")
                    .append(read.refused().size() - FIRST_FEW)
                    .append(" more; --format json shows them\n");
        }
        if (!read.leftOut().isEmpty()) {
            text.append("  not used here: ")
                    .append(read.leftOut().entrySet().stream()
                            .map(each -> each.getKey() + " x" + each.getValue())
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return text.toString();
    }

    /** Names of what was left out, those that look like names: the others could say anything. */
    static SortedMap<String, Integer> plain(ReadBundle bundle) {
        SortedMap<String, Integer> plain = new TreeMap<>();
        bundle.leftOut()
                .forEach((what, count) -> plain.merge(
                        what.matches("[a-z][a-z0-9_.\\- ]{0,80}") ? what : "another name", count, Integer::sum));
        return plain;
    }
}
