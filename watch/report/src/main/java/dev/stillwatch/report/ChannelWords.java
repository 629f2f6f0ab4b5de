// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Channel;

/** The channels of evidence for people: what they are called, what else could explain them, what is lost without. */
public final class ChannelWords {
    private ChannelWords() {}

    /** What it is called. */
    public static String title(Channel channel) {
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

    /** What cannot be told where the channel is missing. */
    public static String withoutIt(Channel channel) {
        return switch (channel) {
            case TEMPLATE -> "Prompts cut from one pattern by strangers are not noticed.";
            case ELICITATION -> "Asking for what trains a model does not count.";
            case CONTENT -> "What unrelated accounts share counts less, or not at all.";
            case COVERAGE -> "Systematic work through a subject does not count.";
            case TIMING -> "Clocks steadier than people's do not count.";
            case IDENTITY -> "Shared payment, addresses or sign-up dates do not link accounts.";
            case PARAMETERS -> "Settings that make training rows do not count.";
            case LEGITIMATE_USE -> "What would speak for an account is weaker, too.";
            case MEMBERSHIP -> "It cannot be told how far an account takes part.";
        };
    }
}
