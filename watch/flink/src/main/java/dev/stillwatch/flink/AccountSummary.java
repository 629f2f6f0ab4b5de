// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

/**
 * What is kept of one account's traffic, at a time when all is judged.
 *
 * @param untilMillis the time judged: exchanges asked before it are in; {@link Long#MAX_VALUE} at the end of all input
 * @param traffic as {@link StoredTraffic} writes it
 */
@SuppressWarnings("ArrayRecordComponent") // Flink copies and stores it as it is; nobody compares these.
public record AccountSummary(long untilMillis, String account, byte[] traffic) {}
