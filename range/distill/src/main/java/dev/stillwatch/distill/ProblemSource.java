// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up problems of one kind. */
interface ProblemSource {

    Problem draw(RandomGenerator random);

    /** Every fixed text that prompts, solutions and answers are put together from; the tokenizer learns its words. */
    List<String> phrases();

    /** One of several, each as likely. */
    static <T> T oneOf(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
