// SPDX-License-Identifier: Apache-2.0
/**
 * One detector for many gateways: {@link dev.stillwatch.kafka.JournalPublisher} sends what a gateway's journal holds to
 * Apache Kafka, {@link dev.stillwatch.kafka.FindingsFollower} takes back what was judged of it, and {@link
 * dev.stillwatch.kafka.SharedDetection} is both, in the place of a detector of one's own.
 *
 * <p>No text reaches a topic: digests are hashes and counts, findings are what a report holds.
 */
@NullMarked
package dev.stillwatch.kafka;

import org.jspecify.annotations.NullMarked;
