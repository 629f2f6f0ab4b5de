// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * How much one prompt asks for what trains a model, in nats of log-odds at a prior of {@link ElicitationModel#PRIOR}.
 *
 * <p>Plain floats, because one is made for every exchange; {@link #of} gives them their type. A single score is weak
 * evidence: pool over prompts. Immutable.
 *
 * @param overallNats that the prompt belongs to any class
 * @param chainOfThoughtNats for {@link Elicitation#CHAIN_OF_THOUGHT}
 * @param gradingNats for {@link Elicitation#GRADING}
 * @param rowGenerationNats for {@link Elicitation#ROW_GENERATION}
 * @param sensitiveRewriteNats for {@link Elicitation#SENSITIVE_REWRITE}
 * @param toolTrajectoryNats for {@link Elicitation#TOOL_TRAJECTORY}
 * @param jailbreakNats for {@link Elicitation#JAILBREAK}
 */
public record ElicitationScore(
        float overallNats,
        float chainOfThoughtNats,
        float gradingNats,
        float rowGenerationNats,
        float sensitiveRewriteNats,
        float toolTrajectoryNats,
        float jailbreakNats) {

    /** That the prompt belongs to any class. */
    public LogOdds overall() {
        return new LogOdds(overallNats);
    }

    /** That the prompt belongs to one class; a prompt can belong to several. */
    public LogOdds of(Elicitation kind) {
        return new LogOdds(nats(kind));
    }

    /** {@link #overall} as a probability at the prior. */
    public Probability probability() {
        return new Probability(1 / (1 + Math.exp(-overallNats)));
    }

    /** The class that stands out most. */
    public Elicitation strongest() {
        Elicitation best = Elicitation.CHAIN_OF_THOUGHT;
        for (Elicitation kind : Elicitation.values()) {
            if (nats(kind) > nats(best)) {
                best = kind;
            }
        }
        return best;
    }

    private float nats(Elicitation kind) {
        return switch (kind) {
            case CHAIN_OF_THOUGHT -> chainOfThoughtNats;
            case GRADING -> gradingNats;
            case ROW_GENERATION -> rowGenerationNats;
            case SENSITIVE_REWRITE -> sensitiveRewriteNats;
            case TOOL_TRAJECTORY -> toolTrajectoryNats;
            case JAILBREAK -> jailbreakNats;
        };
    }
}
