// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Verdict;

/** What each verdict means, and what it must not be taken for. */
final class VerdictWords {
    private VerdictWords() {}

    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case CLEAR -> "nothing speaks for distillation, and there was enough to see";
            case INSUFFICIENT -> "too little was seen to say anything";
            case ORGANISATION -> "the shared behaviour is explained by one declared customer";
            case RESELLER -> "many customers' ordinary traffic behind linked accounts: pooled access";
            case EVALUATION -> "the same items asked again and again: a measurement, not a harvest";
            case DISTILLATION -> "a model's answers harvested by accounts acting as one";
        };
    }

    static String doesNotMean(Verdict verdict) {
        return switch (verdict) {
            case CLEAR ->
                "Clear does not mean harmless: it means that this traffic, over this period, gives no reason to look"
                        + " further. A campaign slow or varied enough can stay below what was looked for.";
            case INSUFFICIENT ->
                "Insufficient is not clear: the question is open, and a longer period or fuller logs can answer it.";
            case ORGANISATION ->
                "Organisation does not mean that the customer's use was checked against its contract; it says why its"
                        + " accounts behave alike.";
            case RESELLER ->
                "Reseller does not mean that reselling is allowed, nor that everyone behind it is: a harvest can hide"
                        + " in a pool.";
            case EVALUATION ->
                "Evaluation does not mean that the results are used as agreed; it says that the prompts repeat as a"
                        + " benchmark's do and a training set's do not.";
            case DISTILLATION ->
                "Distillation does not prove who runs the accounts, nor that a model was trained on the answers: an"
                        + " account may be stolen, lent or pooled. It is a reason to look and to act in steps that can"
                        + " be undone, and no reason to close accounts unseen.";
        };
    }
}
