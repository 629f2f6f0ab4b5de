// SPDX-License-Identifier: Apache-2.0
/**
 * The detector on many machines: Apache Flink reads digests of exchanges from Apache Kafka, sums them up for each account
 * in state that it keeps and moves, and judges with the same code as a scan.
 *
 * <p>{@link dev.stillwatch.flink.DetectionJob} is the program; what it reads and writes is told by
 * {@link dev.stillwatch.flink.JobSettings}.
 */
@NullMarked
package dev.stillwatch.flink;

import org.jspecify.annotations.NullMarked;
