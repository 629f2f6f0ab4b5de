// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * How sketches are cut into bands, so that alike texts are found without comparing all (Indyk and Motwani 1998; Broder
 * 1997): two texts are compared if all values of one band agree.
 *
 * @param count how many bands
 * @param rows values in a band
 */
record Bands(int count, int rows) {
    Bands {
        if (count < 1 || rows < 1) {
            throw new IllegalArgumentException("bands are " + count + " of " + rows + " rows, must be 1 or more");
        }
    }

    /**
     * The bands that lose the fewest pairs at or above a threshold, and among equal ones those that compare the fewest
     * below: at the threshold itself at most one pair in a hundred is lost.
     */
    static Bands finding(double threshold, int bins) {
        for (int rows = bins; rows > 1; rows--) {
            Bands bands = new Bands(bins / rows, rows);
            if (1 - bands.chance(threshold) <= 0.01) {
                return bands;
            }
        }
        return new Bands(bins, 1);
    }

    /** The chance that texts of this similarity are compared. */
    double chance(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), count);
    }

    /** The hash of a band's values. */
    long key(TextSketch sketch, int band) {
        long hash = band;
        for (int i = band * rows; i < (band + 1) * rows; i++) {
            hash = Bits.mix(hash + sketch.value(i)) + Bits.GOLDEN;
        }
        return hash;
    }
}
