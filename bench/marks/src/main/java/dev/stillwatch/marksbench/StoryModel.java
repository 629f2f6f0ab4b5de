// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.distill.Decoder;
import dev.stillwatch.distill.Inference;
import dev.stillwatch.distill.Llama;
import dev.stillwatch.marks.Candidates;
import dev.stillwatch.marks.MarkedReply;
import dev.stillwatch.marks.MarkedSampler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** A small model that writes replies of a given length, with a mark or without. Not thread-safe. */
final class StoryModel {
    private static final int BEGIN = 1;
    private static final int END = 2;

    private final Decoder decoder;
    private final int vocabulary;
    private double entropy;
    private long written;

    /** @param file weights in llama2.c's format */
    StoryModel(Path file) {
        Llama model = Llama.read(file);
        this.decoder = new Inference(model).decoder();
        this.vocabulary = model.shape().vocabulary();
    }

    int vocabulary() {
        return vocabulary;
    }

    /** The mean entropy, in nats, of what tokens were drawn from since this was last asked. */
    double entropy() {
        double mean = entropy / written;
        entropy = 0;
        written = 0;
        return mean;
    }

    /** The first tokens of a story, drawn as the model has it. */
    int[] beginning(int length, SplittableRandom random) {
        int[] all = written(new int[] {BEGIN}, length - 1, 1, Optional.empty(), random);
        int[] story = new int[length];
        story[0] = BEGIN;
        System.arraycopy(all, 0, story, 1, all.length);
        return story;
    }

    /**
     * A reply of exactly so many tokens: what ends a text is not offered.
     *
     * @param temperature above 0
     */
    int[] written(
            int[] prompt, int length, double temperature, Optional<MarkedSampler> sampler, SplittableRandom random) {
        Optional<MarkedReply> reply = sampler.map(each -> each.begin(prompt, random));
        decoder.rewind(0);
        for (int token : Arrays.copyOf(prompt, prompt.length - 1)) {
            decoder.next(token);
        }
        int[] tokens = new int[length];
        int last = prompt[prompt.length - 1];
        for (int i = 0; i < length; i++) {
            float[] logits = decoder.next(last);
            logits[BEGIN] = Float.NEGATIVE_INFINITY;
            logits[END] = Float.NEGATIVE_INFINITY;
            Candidates candidates = Candidates.ofLogits(logits).atTemperature(temperature);
            double[] chances = candidates.probabilities();
            for (double chance : chances) {
                entropy -= chance > 0 ? chance * Math.log(chance) : 0;
            }
            written++;
            last = reply.isPresent()
                    ? reply.get().next(candidates).token()
                    : candidates.id(drawn(chances, random.nextDouble()));
            tokens[i] = last;
        }
        return tokens;
    }

    private static int drawn(double[] chances, double at) {
        double left = at;
        for (int i = 0; i < chances.length - 1; i++) {
            left -= chances[i];
            if (left < 0) {
                return i;
            }
        }
        return chances.length - 1;
    }
}
