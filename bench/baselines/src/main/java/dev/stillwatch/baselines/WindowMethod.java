// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

/** A published detector that gives a window of prompts a score; what it learned of ordinary traffic is inside. */
interface WindowMethod {

    /** What to call it in a table. */
    String name();

    /** Gets ready to score windows of these prompts; what can be shared between windows is computed once. */
    Scorer over(Items items);

    /** Scores windows of the prompts it was made for. */
    @FunctionalInterface
    interface Scorer {

        /** The method's statistic for the items at these indexes. */
        double score(int[] window);
    }
}
