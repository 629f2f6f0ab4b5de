// SPDX-License-Identifier: Apache-2.0
/**
 * Finds distillation campaigns in exchanges: extract, profile, ledger, cohort, judge.
 *
 * <p>Pure: no I/O, clock, threads or randomness of its own; event time only. An {@link ExchangeDigest} is extracted
 * from each exchange (any thread), digests are summed into {@link TrafficSummary} values that merge in any order to the
 * same result, and a {@link Detector} judges a finished summary against a baseline.
 */
@NullMarked
package dev.stillwatch.detect;

import org.jspecify.annotations.NullMarked;
