// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

/**
 * What is kept of one account's traffic, when that has changed.
 *
 * @param untilMillis the time to be judged: exchanges asked before it are in
 * @param part that the account is judged in first
 * @param traffic as {@link StoredTraffic} writes it; empty when nothing is kept of the account any more, or when its part
 *     no longer passes it on
 */
@SuppressWarnings("ArrayRecordComponent") // Flink copies and stores it as it is; nobody compares these.
public record AccountSummary(long untilMillis, int part, String account, byte[] traffic) {
    static AccountSummary gone(long untilMillis, int part, String account) {
        return new AccountSummary(untilMillis, part, account, new byte[0]);
    }

    boolean gone() {
        return traffic.length == 0;
    }
}
