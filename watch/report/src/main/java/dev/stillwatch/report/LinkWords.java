// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

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
}
