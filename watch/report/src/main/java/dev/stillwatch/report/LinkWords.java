// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of facts that link accounts, for people. */
final class LinkWords {
    private LinkWords() {}

    static String title(String kind) {
        return switch (kind) {
            case "payment" -> "payment instrument";
            case "ip" -> "address";
            case "asn" -> "network";
            case "ja4" -> "TLS fingerprint";
            case "user-agent" -> "client software";
            case "organisation" -> "organisation";
            case "template" -> "prompt template";
            default -> VisibleText.shortened(kind, 24);
        };
    }

    /** In one word, where there is little room. */
    static String shortTitle(String kind) {
        return switch (kind) {
            case "asn" -> "network";
            case "ja4" -> "TLS";
            case "user-agent" -> "client";
            case "ip" -> "address";
            default -> VisibleText.shortened(kind, 12);
        };
    }

    /** With its article, in a sentence. */
    static String phrase(String kind) {
        return "the shared " + title(kind);
    }

    /** Whether the fact says who pays and from where, rather than what is asked and with what. */
    static boolean isOrigin(String kind) {
        return switch (kind) {
            case "payment", "ip", "asn", "organisation" -> true;
            default -> false;
        };
    }

    /** One sentence for each kind of fact: how many values, how many accounts share one, and the most shared value. */
    static List<String> sentences(List<Campaign.Link> links) {
        Map<String, List<Campaign.Link>> byKind = new LinkedHashMap<>();
        links.forEach(link ->
                byKind.computeIfAbsent(link.kind(), _ -> new ArrayList<>()).add(link));
        List<String> sentences = new ArrayList<>();
        byKind.forEach((kind, ofKind) -> sentences.add(sentence(kind, ofKind)));
        return sentences;
    }

    private static String sentence(String kind, List<Campaign.Link> links) {
        BitSet sharing = new BitSet();
        links.forEach(link -> link.accounts().forEach(sharing::set));
        Campaign.Link most = links.stream()
                .max(Comparator.comparingInt(link -> link.accounts().size()))
                .orElseThrow();
        String label = VisibleText.shortened(most.label(), 60);
        String whose = Figures.count(sharing.cardinality(), "account");
        return links.size() == 1
                ? title(kind) + " " + label + ": " + whose
                : title(kind) + ": " + Figures.grouped(links.size()) + " shared by " + whose + ", the commonest ("
                        + label + ") by " + Figures.grouped(most.accounts().size());
    }
}
