// SPDX-License-Identifier: Apache-2.0
/**
 * Drives the detector over log files: reads, parses and extracts on all cores, drops copies, and sums per account.
 *
 * <p>Nothing here decides anything. The sums do not depend on the number of threads, on the order of files, or on how
 * the traffic is split over them, because {@link dev.stillwatch.detect.TrafficSummary} does not.
 */
@NullMarked
package dev.stillwatch.scan;

import org.jspecify.annotations.NullMarked;
