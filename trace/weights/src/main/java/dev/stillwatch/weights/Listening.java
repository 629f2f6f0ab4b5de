// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

/**
 * What of a weight's move counts. All are heard, and the one in which a mark of the key sounds loudest is believed; that
 * uses nobody's code.
 */
enum Listening {
    /** Its size, up to what is usual in the matrix: noise has outliers. */
    CLIPPED,
    /** Its size: where few weights move, by a whole step of a coarse grid, the outliers are the mark. */
    WHOLE,
    /**
     * Its sign, if the original lies so close to a border between the suspect's values that a mark decided its side. Of
     * weights that were rounded to few values only these say anything, and they say it aloud.
     */
    EDGES;

    /** How far from a border a marked weight is still one that the mark decided, in amplitudes. */
    private static final float NEAR = 1.5f;

    /**
     * Of one weight.
     *
     * @param move from the original, by the root mean square of its run
     * @param clip what is usual, in the same unit; 0 if most weights did not move
     * @param step between the suspect's values, in the same unit; 0 if they are on no grid
     */
    float heard(float move, float clip, float step, float amplitude) {
        return switch (this) {
            case CLIPPED -> clip > 0 ? Math.clamp(move, -clip, clip) : move;
            case WHOLE -> move;
            case EDGES ->
                Math.abs(Math.abs(move) - step / 2) <= NEAR * amplitude && step > 2 * NEAR * amplitude
                        ? Math.signum(move)
                        : 0;
        };
    }

    /** What is heard on average of a weight that moved by one, in the same unit. */
    float gain(float step, float amplitude) {
        return switch (this) {
            case CLIPPED, WHOLE -> 1;
            case EDGES -> step > 2 * NEAR * amplitude ? 2 / step : 0;
        };
    }
}
