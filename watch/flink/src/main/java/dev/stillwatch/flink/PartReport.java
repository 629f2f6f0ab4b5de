// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

/**
 * That a part of the accounts was judged by itself.
 *
 * @param untilMillis the time judged
 * @param judged how many accounts it wrote findings on, as it did not pass them on
 * @param exchanges of those
 * @param sum of the checksums of those findings, by which a reader sees that it has them all
 */
public record PartReport(long untilMillis, int part, int judged, long exchanges, long sum) {}
