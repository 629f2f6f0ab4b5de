// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

/** The sentence that one answer is to end with, if it turns out to be of a kind that suits. Used for one answer. */
public final class Closing {
    private final String sentence;
    private final Runnable planted;

    Closing(String sentence, Runnable planted) {
        this.sentence = sentence;
        this.planted = planted;
    }

    /** What is added to an answer of this text; to be called where it is added, once. */
    String addedTo(AnswerProse prose) {
        planted.run();
        return prose.gap() + sentence;
    }
}
