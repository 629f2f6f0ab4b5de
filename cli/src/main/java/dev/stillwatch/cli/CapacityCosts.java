// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

/**
 * What an exchange and an account cost, as measured; {@code docs/scaling.md} says by which command.
 *
 * @param exchangeMicros of a core, to read an exchange from Kafka, digest it and put it down with its account
 * @param summingMicros of a core, to read back and store again one exchange that is kept, when its account is summed up
 * @param judgingMicros of a core, to judge one account among others
 * @param judgingBytes of heap for an account while it is judged
 * @param sample exchanges that a sample of an account's traffic holds
 * @param sampledBytes of one of them
 * @param sliceBytes of a day, or a sum of days, besides
 * @param keyBytes to recognise a copy of one exchange
 * @param recordBytes of an exchange in Kafka
 * @param digestBytes of a digest
 * @param shuffledBytes of an exchange on its way to its account
 * @param assessmentBytes of one account's assessment
 */
record CapacityCosts(
        double exchangeMicros,
        double summingMicros,
        double judgingMicros,
        double judgingBytes,
        double sample,
        double sampledBytes,
        double sliceBytes,
        double keyBytes,
        double recordBytes,
        double digestBytes,
        double shuffledBytes,
        double assessmentBytes) {}
