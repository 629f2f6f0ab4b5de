// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/** What a score means for a person who looks at it. */
public enum MatchBand {
    /** Below 0.5: names that differ more than spellings do. */
    UNLIKELY(0),
    /** From 0.5: could be the same name. */
    POSSIBLE(0.5),
    /** From 0.75: the same name but for spelling or a word left out. */
    LIKELY(0.75),
    /** From 0.9: the same name. */
    STRONG(0.9);

    private final double from;

    MatchBand(double from) {
        this.from = from;
    }

    public MatchScore from() {
        return new MatchScore(from);
    }

    static MatchBand of(MatchScore score) {
        MatchBand band = UNLIKELY;
        for (MatchBand candidate : values()) {
            band = score.value() >= candidate.from ? candidate : band;
        }
        return band;
    }
}
