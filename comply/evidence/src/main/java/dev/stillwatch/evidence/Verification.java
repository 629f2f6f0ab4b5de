// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What reading a whole log again has shown.
 *
 * @param checkpoint the published checkpoint; empty if none could be read or its signature is wrong
 * @param verified how many entries were read and hashed
 * @param pending how many sound entries wait in the journal, not covered by the checkpoint yet
 * @param findings what is not as it was recorded, the first entry first; at most {@link #MOST_FINDINGS}
 * @param notes what a reader should know and is no sign of tampering
 */
public record Verification(
        Optional<Checkpoint> checkpoint, long verified, long pending, List<Finding> findings, List<String> notes) {
    /** More are not listed. */
    public static final int MOST_FINDINGS = 100;

    public Verification {
        findings = findings.stream()
                .sorted(Comparator.comparingLong(
                        (Finding finding) -> finding.entry().orElse(Long.MAX_VALUE)))
                .limit(MOST_FINDINGS)
                .toList();
        notes = List.copyOf(notes);
    }

    /** Whether everything is as it was recorded. */
    public boolean intact() {
        return findings.isEmpty();
    }

    /** The first bad entry, or the first thing that is wrong at all. */
    public Optional<Finding> first() {
        return findings.stream().findFirst();
    }
}
