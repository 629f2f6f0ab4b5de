// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Channel;

/** What signals are called, and what cannot be told without them. */
final class SignalWords {
    private SignalWords() {}

    static String name(Channel channel) {
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

    static String withoutIt(Channel channel) {
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
