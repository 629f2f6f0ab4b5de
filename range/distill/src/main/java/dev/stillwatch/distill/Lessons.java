// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns worked problems and harvested exchanges into examples to train on. */
public final class Lessons {
    private final Vocabulary vocabulary;

    public Lessons(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** A problem with its worked solution. */
    public Example of(Problem problem) {
        return example(problem.prompt(), problem.reasoning(), problem.answer(), List.of());
    }

    /**
     * An exchange as it was received, with the teacher's alternatives where every token of it was listed.
     *
     * @return empty if it holds no answer
     */
    public Optional<Example> of(Harvested exchange) {
        return exchange.answer().isBlank()
                ? Optional.empty()
                : Optional.of(example(exchange.prompt(), exchange.reasoning(), exchange.answer(), exchange.tokens()));
    }

    /**
     * An exchange without whatever reasoning it holds.
     *
     * @return empty if it holds no answer
     */
    public Optional<Example> answerOnly(Harvested exchange) {
        return of(new Harvested(exchange.prompt(), "", exchange.answer(), List.of()));
    }

    private Example example(String prompt, String reasoning, String answer, List<Reply.Token> listed) {
        List<Integer> tokens = new ArrayList<>();
        tokens.add(Vocabulary.START);
        tokens.addAll(vocabulary.encode(prompt));
        tokens.add(Vocabulary.REPLY);
        int promptLength = tokens.size();
        tokens.addAll(vocabulary.encode(reasoning));
        tokens.add(Vocabulary.ANSWER);
        tokens.addAll(vocabulary.encode(answer));
        tokens.add(Vocabulary.END);
        return new Example(tokens, promptLength, alternatives(tokens.subList(promptLength, tokens.size()), listed));
    }

    /**
     * A teacher's alternatives, place by place. Lists that do not fit the tokens, because something was cut out of the
     * text on the way, are of no use: which place they speak of cannot be told.
     */
    private List<Optional<Example.Alternatives>> alternatives(List<Integer> tokens, List<Reply.Token> listed) {
        if (listed.size() != tokens.size()) {
            return List.of();
        }
        List<Optional<Example.Alternatives>> all = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (vocabulary.token(listed.get(i).text()) != tokens.get(i)) {
                return List.of();
            }
            List<Reply.Chance> likeliest = listed.get(i).likeliest();
            all.add(
                    likeliest.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Example.Alternatives(
                                    likeliest.stream()
                                            .map(chance -> vocabulary.token(chance.text()))
                                            .toList(),
                                    likeliest.stream()
                                            .map(Reply.Chance::logProbability)
                                            .toList())));
        }
        return all;
    }
}
