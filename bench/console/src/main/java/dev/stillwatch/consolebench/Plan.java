// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param cases in the store beside the largest
 * @param accounts of the largest case
 * @param rounds in which every page has its turn; one before them does not count
 * @param requests of each page in a round, at most
 * @param turn after which a page's turn in a round is over
 * @param warmUp the same for the round that does not count
 */
record Plan(int cases, int accounts, int rounds, int requests, Duration turn, Duration warmUp) {
    static final Plan FULL = new Plan(1_000, 20_000, 15, 60, Duration.ofSeconds(1), Duration.ofSeconds(4));
}
