// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/** From how many unrelated customers on a product or job they share no longer explains that they act alike. */
final class Crowd {
    private static final int LEAST = 40;
    /** Where the logs do not tell whose accounts these are, a large organisation is many accounts, too. */
    private static final int LEAST_UNKNOWN = 200;
    /** One account in so many of a large population: the largest vendor's customers are as many more. */
    private static final int ONE_IN = 250;

    private Crowd() {}

    /**
     * How many customers are a crowd.
     *
     * @param whoIsWho whether the logs tell organisations, payment or addresses
     * @param population accounts under judgement
     */
    static int least(boolean whoIsWho, int population) {
        return Math.max(whoIsWho ? LEAST : LEAST_UNKNOWN, population / ONE_IN);
    }
}
