// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

/**
 * What the style model says of one text, before anyone asks whether it may be believed.
 *
 * @param gpt35 log-odds of this family against people, nats; likewise the next three
 * @param words number of words read
 * @param functionWords share of words that are English function words, 0 to 1: about .45 in prose, near 0 in code and in
 *     other languages
 */
public record StyleScores(double gpt35, double gpt4, double claude3, double gemini1, int words, double functionWords) {
    /** Log-odds of a writer against people, nats; 0 for people. */
    public double nats(Writer writer) {
        return switch (writer) {
            case HUMAN -> 0;
            case GPT_3_5 -> gpt35;
            case GPT_4 -> gpt4;
            case CLAUDE_3 -> claude3;
            case GEMINI_1 -> gemini1;
        };
    }

    /** Log-odds that any of the models wrote it, against people, nats. */
    public double model() {
        double most = nats(bestModel());
        double sum = 0;
        for (Writer writer : Writer.models()) {
            sum += StrictMath.exp(nats(writer) - most);
        }
        return most + StrictMath.log(sum);
    }

    /** Probability of a writer among the five, if all were as frequent as in training. */
    public double probability(Writer writer) {
        double model = model();
        double logAll =
                model > 0 ? model + StrictMath.log1p(StrictMath.exp(-model)) : StrictMath.log1p(StrictMath.exp(model));
        return StrictMath.exp(nats(writer) - logAll);
    }

    /** The model family with the highest score. */
    public Writer bestModel() {
        Writer best = Writer.GPT_3_5;
        for (Writer writer : Writer.models()) {
            best = nats(writer) > nats(best) ? writer : best;
        }
        return best;
    }

    /** The most probable writer. */
    public Writer best() {
        Writer best = bestModel();
        return nats(best) > 0 ? best : Writer.HUMAN;
    }
}
