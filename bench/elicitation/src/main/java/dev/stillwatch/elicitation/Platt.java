// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

/**
 * A line from raw scores to log-odds, fitted on held-out scores by Newton steps.
 *
 * @param slope at least 0
 * @param intercept nats
 */
record Platt(double slope, double intercept) {
    private static final int STEPS = 60;

    /**
     * Fits with positives weighing {@code prior} in all and negatives {@code 1 - prior}, whatever their numbers.
     */
    static Platt fit(double[] scores, boolean[] labels, double[] importance, double prior) {
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < labels.length; i++) {
            positives += labels[i] ? importance[i] : 0;
            negatives += labels[i] ? 0 : importance[i];
        }
        double a = 1;
        double b = 0;
        for (int step = 0; step < STEPS; step++) {
            double ga = 1e-3 * (a - 1);
            double gb = 0;
            double haa = 1e-3;
            double hab = 0;
            double hbb = 1e-9;
            for (int i = 0; i < scores.length; i++) {
                double weight = importance[i] * (labels[i] ? prior / positives : (1 - prior) / negatives);
                double p = LogisticRegression.probability(a * scores[i] + b);
                double error = weight * (p - (labels[i] ? 1 : 0));
                double curvature = weight * p * (1 - p);
                ga += error * scores[i];
                gb += error;
                haa += curvature * scores[i] * scores[i];
                hab += curvature * scores[i];
                hbb += curvature;
            }
            double determinant = haa * hbb - hab * hab;
            if (determinant <= 1e-15) {
                break;
            }
            a -= Math.clamp((hbb * ga - hab * gb) / determinant, -1.0, 1.0);
            b -= Math.clamp((haa * gb - hab * ga) / determinant, -2.0, 2.0);
        }
        return new Platt(Math.max(a, 0), b);
    }

    double apply(double score) {
        return slope * score + intercept;
    }
}
