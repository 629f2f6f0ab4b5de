// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The scores of SynthID-Text: how many of a token's layer bits are ones. */
public interface LayeredScores extends KeyedScores {

    /** How many bits a token has. */
    int layers();

    /**
     * The bits of {@code tokens[position]}.
     *
     * @return bit l is the coin of layer l, from 0 in the tournament's order
     */
    long layerBits(int[] tokens, int position);

    /**
     * The same mark scored with weights that fall evenly from the first layer to the last, which tells more: early
     * layers shift the choice of tokens most.
     *
     * @param steepness the first layer's weight by the last's, above 1; 10 in the published detector
     */
    KeyedScores weighted(double steepness);
}
