// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.PrincipalAxes;
import dev.stillwatch.detect.WordVectors;
import java.util.List;

/**
 * Word vectors in the leading axes of what the sentence model says of texts.
 *
 * <p>A word's first guess is what the model says of the word alone, shorter the more texts hold it (smooth inverse
 * frequency); then all are moved so that sums over the words of a text come near what the model says of the text.
 */
final class WordFit {
    /** Length of a word that is not listed; listed ones have about 0.4. */
    static final float UNLISTED = 0.1f;

    private static final double COMMON = 0.01;
    private static final double PENALTY = 1;

    private final int[] words;
    private final double[][] vectors;

    private WordFit(int[] words, double[][] vectors) {
        this.words = words;
        this.vectors = vectors;
    }

    static WordFit of(WordList words, List<float[]> ofWords, List<String> texts, List<float[]> ofTexts) {
        double[] centre = mean(ofTexts);
        PrincipalAxes axes = PrincipalAxes.of(covariance(ofTexts, centre));
        double[][] leading = new double[WordVectors.DIMENSIONS][];
        for (int d = 0; d < leading.length; d++) {
            leading[d] = axes.axis(d);
        }
        double[][] targets =
                ofTexts.stream().map(x -> along(leading, x, centre, 1)).toArray(double[][]::new);
        double[] centreOfWords = mean(ofWords);
        double[][] guess = new double[words.size()][];
        for (int w = 0; w < guess.length; w++) {
            guess[w] = along(leading, ofWords.get(w), centreOfWords, COMMON / (COMMON + words.share(w)));
        }
        int[][] indices = texts.stream().map(words::indices).toArray(int[][]::new);
        return new WordFit(words.hashes(), new WordRegression(indices, PENALTY).fit(targets, guess));
    }

    /** The fitted vectors, rounded, with unlisted words of the given length. */
    WordVectors vectors(String source, float unlisted) {
        return Quantised.of(source, unlisted, words, vectors);
    }

    private static double[] mean(List<float[]> all) {
        double[] mean = new double[SentenceModel.DIMENSIONS];
        for (float[] x : all) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += x[d] / all.size();
            }
        }
        return mean;
    }

    private static double[][] covariance(List<float[]> all, double[] centre) {
        double[][] covariance = new double[centre.length][centre.length];
        for (float[] x : all) {
            for (int i = 0; i < centre.length; i++) {
                double a = x[i] - centre[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += a * (x[j] - centre[j]) / all.size();
                }
            }
        }
        for (int i = 0; i < centre.length; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private static double[] along(double[][] axes, float[] x, double[] centre, double scale) {
        double[] places = new double[axes.length];
        for (int a = 0; a < axes.length; a++) {
            for (int d = 0; d < centre.length; d++) {
                places[a] += scale * axes[a][d] * (x[d] - centre[d]);
            }
        }
        return places;
    }
}
