// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Channel;

/** The channels of evidence for people: what each looks at, and what else could explain it. */
final class ChannelWords {
    private ChannelWords() {}

    static String title(Channel channel) {
        return switch (channel) {
            case TEMPLATE -> "Prompt templates";
            case ELICITATION -> "Elicitation";
            case CONTENT -> "Shared content";
            case COVERAGE -> "Coverage";
            case TIMING -> "Timing";
            case IDENTITY -> "Identity links";
            case PARAMETERS -> "Parameters";
            case LEGITIMATE_USE -> "Legitimate use";
            case MEMBERSHIP -> "Membership";
        };
    }

    /** What would make the channel's evidence worthless if it turned out to be true. */
    static String wouldSpeakAgainst(Channel channel) {
        return switch (channel) {
            case TEMPLATE -> "The prompt patterns come from a public prompt collection, a course or a common tool.";
            case ELICITATION ->
                "The requests are a product's own feature, such as showing its users a worked solution.";
            case CONTENT -> "The shared material was published, and many people ask about it for themselves.";
            case COVERAGE ->
                "The prompts are one list split for a declared batch job, such as translating a catalogue.";
            case TIMING -> "One scheduler or integration product sends requests for all these customers.";
            case IDENTITY -> "The accounts are one declared customer's, or share a network such as a university's.";
            case PARAMETERS -> "A widely used client library sends these settings by default.";
            case LEGITIMATE_USE -> "More conversation, follow-up and repetition by the same people appears over time.";
            case MEMBERSHIP -> "Single accounts do mostly other things, and were drawn in by what they share.";
        };
    }
}
