// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.canaries.Assignment;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence.Canary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plants canaries where they can do no harm: in answers in prose, to requests that leave the form of the answer to the
 * model. Thread-safe.
 */
public final class Canaries {
    private static final int MOST_KEPT = 1_000;

    private final Function<Cohort, Assignment> wordings;
    private final Ledger ledger;
    private final Map<Cohort, Assignment> kept = new ConcurrentHashMap<>();

    /** Is told of every canary that is planted, on the thread that answers: be quick. */
    @FunctionalInterface
    public interface Ledger {
        /**
         * One was planted: a sentence was added to an answer, or a model was told to write it.
         *
         * @param occasion of the request; of its text nothing else is told
         */
        void planted(Assignment wordings, Canary way, Occasion occasion);
    }

    /**
     * @param wordings what a key chooses for a cohort; asked once for each, as long as there are not too many
     */
    public Canaries(Function<Cohort, Assignment> wordings, Ledger ledger) {
        this.wordings = wordings;
        this.ledger = ledger;
    }

    /**
     * Changes a request so that the model writes the sentence, or says what its answer is to be closed with.
     *
     * @param settings those of {@code request}, after all other changes
     * @param stripped whether log-probabilities are taken from the answer
     * @return what the answer gets; empty where the request does not suit, or the model was told
     */
    Optional<Closing> plant(
            Api api, ObjectNode request, RequestSettings settings, CanaryOrder order, boolean stripped) {
        CanaryRequest asked = new CanaryRequest(api, request, settings);
        Optional<String> prompt = asked.prompt().filter(_ -> asked.leavesTheForm());
        if (prompt.isEmpty()) {
            return Optional.empty();
        }
        Occasion occasion = Occasion.of(prompt.get());
        Assignment assigned = assignment(order.cohort());
        String sentence = assigned.sentence(occasion);
        return switch (order.way()) {
            case CLOSING ->
                asked.listsTokens() && !stripped
                        ? Optional.empty()
                        : Optional.of(new Closing(sentence, () -> ledger.planted(assigned, Canary.CLOSING, occasion)));
            case INSTRUCTION -> {
                if (!asked.offersTools() && CanaryInstruction.add(api, request, sentence)) {
                    ledger.planted(assigned, Canary.INSTRUCTION, occasion);
                }
                yield Optional.empty();
            }
        };
    }

    private Assignment assignment(Cohort cohort) {
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(cohort, wordings);
    }
}
