// SPDX-License-Identifier: Apache-2.0
/**
 * Detection while traffic comes in: whoever sees exchanges appends their digests to a {@link DigestJournal} on disk, and
 * a detector follows it, sums it up, and judges the sum now and then.
 *
 * <p>The journal is the truth. What it acknowledged survives the death of the process; everything else is made from it
 * again, from the last checkpoint on, so that nothing is lost and nothing counts twice. No text reaches the disk:
 * digests are hashes and counts. Judging is done by the very detector that scans log files.
 */
@NullMarked
package dev.stillwatch.live;

import org.jspecify.annotations.NullMarked;
