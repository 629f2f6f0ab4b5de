// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A model that answers questions in text: a teacher, or a student.
 *
 * <p>Immutable and thread-safe.
 */
public final class Solver {
    private final Llama model;
    private final Inference inference;
    private final Vocabulary vocabulary;

    /**
     * @throws IllegalArgumentException if the model's vocabulary has another size
     */
    public Solver(Llama model, Vocabulary vocabulary) {
        if (model.shape().vocabulary() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "a model of " + model.shape().vocabulary() + " tokens with a vocabulary of " + vocabulary.size());
        }
        this.model = model;
        this.vocabulary = vocabulary;
        inference = new Inference(model);
    }

    public Llama model() {
        return model;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Tokens that a prompt takes, the marks around it included. */
    public int promptTokens(String prompt) {
        return vocabulary.encode(prompt).size() + 2;
    }

    /** Answers with the likeliest token at each place. */
    public Reply solve(String prompt) {
        return solve(prompt, TokenChoice.likeliest(), 0);
    }

    /**
     * Answers with tokens drawn by their chance.
     *
     * @param temperature 0 for the likeliest token at each place
     * @param random used only above temperature 0
     * @param alternatives how many of the likeliest tokens to list at each place; 0 for none
     */
    public Reply solve(String prompt, double temperature, RandomGenerator random, int alternatives) {
        return solve(
                prompt,
                temperature == 0 ? TokenChoice.likeliest() : TokenChoice.drawn(temperature, random),
                alternatives);
    }

    /**
     * Answers with tokens chosen by {@code choice}. A prompt that is too long for the model loses its beginning.
     *
     * @param alternatives how many of the likeliest tokens to list at each place; 0 for none
     */
    public Reply solve(String prompt, TokenChoice choice, int alternatives) {
        List<Integer> asked = vocabulary.encode(prompt);
        int most = model.shape().context() / 2;
        asked = asked.subList(Math.max(0, asked.size() - most), asked.size());
        int[] start = new int[asked.size() + 2];
        start[0] = Vocabulary.START;
        for (int i = 0; i < asked.size(); i++) {
            start[i + 1] = asked.get(i);
        }
        start[start.length - 1] = Vocabulary.REPLY;
        List<Reply.Token> listed = new ArrayList<>();
        int[] all = inference.continued(
                start, model.shape().context(), token -> token == Vocabulary.END, (logits, tokens, length) -> {
                    double logSum = LogProbabilities.logSum(logits);
                    float[] copy = logits.clone();
                    List<Reply.Chance> likeliest = Arrays.stream(LogProbabilities.likeliest(copy, alternatives))
                            .mapToObj(t -> new Reply.Chance(vocabulary.text(t), copy[t] - logSum))
                            .toList();
                    int chosen = choice.choose(logits, tokens, length);
                    listed.add(new Reply.Token(vocabulary.text(chosen), copy[chosen] - logSum, likeliest));
                    return chosen;
                });
        return reply(Arrays.stream(all, start.length, all.length).boxed().toList(), listed);
    }

    private Reply reply(List<Integer> tokens, List<Reply.Token> listed) {
        int separator = tokens.indexOf(Vocabulary.ANSWER);
        int reasoning = separator < 0 ? tokens.size() : separator;
        // Without an end the answer may go on: a model that ran out of room has given none.
        boolean ended = !tokens.isEmpty() && tokens.getLast() == Vocabulary.END;
        String answer = separator < 0 || !ended ? "" : vocabulary.decode(tokens.subList(separator + 1, tokens.size()));
        return new Reply(vocabulary.decode(tokens.subList(0, reasoning)), answer, listed, reasoning);
    }
}
