// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import dev.stillwatch.distill.Decoder;
import dev.stillwatch.distill.Inference;
import dev.stillwatch.distill.LogProbabilities;
import dev.stillwatch.radioactivity.OpenModelReading;
import dev.stillwatch.radioactivity.Reference;
import java.util.Arrays;

/** A model's probabilities over given texts, as a suspect or as a reference. Keeps the last text; not thread-safe. */
final class ReadModel implements OpenModelReading.Suspect, Reference {
    private static final float LEAST = 1e-7f;

    private final Decoder decoder;
    private int[] text = new int[0];
    private float[][] read = new float[0][];

    ReadModel(Inference model) {
        this.decoder = model.decoder();
    }

    @Override
    public float[][] probabilities(int[] tokens) {
        if (!Arrays.equals(tokens, text)) {
            text = tokens.clone();
            read = new float[tokens.length][0];
            decoder.rewind(0);
            for (int position = 1; position < tokens.length; position++) {
                float[] logits = decoder.next(tokens[position - 1]);
                double sum = LogProbabilities.logSum(logits);
                read[position] = new float[logits.length];
                for (int token = 0; token < logits.length; token++) {
                    read[position][token] = (float) Math.exp(logits[token] - sum);
                }
            }
        }
        return read;
    }

    @Override
    public void expect(int[] tokens, int position, Expectation expectation) {
        float[] probabilities = probabilities(tokens)[position];
        for (int token = 0; token < probabilities.length; token++) {
            if (probabilities[token] > LEAST) {
                expectation.token(token, probabilities[token]);
            }
        }
    }
}
