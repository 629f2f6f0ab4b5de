// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * How many tokens were not scored, and why. Each token counts under the first reason that holds.
 *
 * @param afterEnd at or after the token that ends a text
 * @param withoutContext at the beginning, where what stood before is not known
 * @param unknownIds in a window with an id that the vocabulary does not have
 * @param unmarked left without the mark by the sampler, because their context came before in the same text
 * @param inBackground in windows that unrelated texts share
 * @param repeated in a window that was scored before, in this text or another
 */
public record Exclusions(
        long afterEnd, long withoutContext, long unknownIds, long unmarked, long inBackground, long repeated) {

    /** Nothing was left out. */
    public static final Exclusions NONE = new Exclusions(0, 0, 0, 0, 0, 0);

    /** All tokens that were not scored. */
    public long total() {
        return afterEnd + withoutContext + unknownIds + unmarked + inBackground + repeated;
    }

    Exclusions plus(Exclusions other) {
        return new Exclusions(
                afterEnd + other.afterEnd,
                withoutContext + other.withoutContext,
                unknownIds + other.unknownIds,
                unmarked + other.unmarked,
                inBackground + other.inBackground,
                repeated + other.repeated);
    }
}
