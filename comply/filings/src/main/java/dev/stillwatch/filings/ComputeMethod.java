// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * How operations were counted. The formulas are those of Epoch's and the Frontier Model Forum's notes on training compute.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ComputeMethod.ByForm.class, name = "by-form"),
    @JsonSubTypes.Type(value = ComputeMethod.ByMachines.class, name = "by-machines"),
    @JsonSubTypes.Type(value = ComputeMethod.Reported.class, name = "reported")
})
public sealed interface ComputeMethod {
    /** What it comes to. */
    Operations operations();

    /**
     * By the model's form: parameters that are active for a token, tokens, and how much is done for each.
     *
     * @param activeParameters 1 or more; of a mixture of experts those that one token passes
     * @param tokens that were seen, repetitions included
     * @param passes what was done with each
     * @param uncertainty share by which it may be wrong, 0 to 1
     */
    record ByForm(double activeParameters, double tokens, Passes passes, double uncertainty) implements ComputeMethod {
        /** Operations for a parameter and a token. */
        @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
        public enum Passes {
            /** Forward only: 2. */
            FORWARD(2),
            /** Most parameters frozen, such as LoRA: forward, and backward through activations: 4. */
            FROZEN(4),
            /** Forward and backward: 6. */
            TRAINING(6);

            private final int operations;

            Passes(int operations) {
                this.operations = operations;
            }
        }

        public ByForm {
            requirePositive(activeParameters, "active parameters");
            requirePositive(tokens, "tokens");
            requireShare(uncertainty, "uncertainty");
        }

        @Override
        public Operations operations() {
            return Operations.about(passes.operations * activeParameters * tokens, uncertainty);
        }
    }

    /**
     * By the machines: chips, how long, their dense peak at the precision used, and which part of it was of use to the model.
     *
     * @param peak operations a second of one chip, without sparsity, at the precision that was used
     * @param lowUtilisation model FLOPs utilisation at least, above 0; recomputed activations are not of use to the model
     * @param utilisation most likely; published runs have 0.38 to 0.46
     * @param highUtilisation at most, 1 at most
     */
    record ByMachines(
            double chips, Duration time, double peak, double lowUtilisation, double utilisation, double highUtilisation)
            implements ComputeMethod {
        public ByMachines {
            requirePositive(chips, "chips");
            requirePositive(peak, "peak");
            requirePositive((double) time.toMillis(), "time");
            requirePositive(lowUtilisation, "utilisation");
            if (lowUtilisation > utilisation || utilisation > highUtilisation || highUtilisation > 1) {
                throw new StillwatchException("utilisation needs 0 < low <= likely <= high <= 1");
            }
        }

        @Override
        public Operations operations() {
            double most = chips * peak * (time.toMillis() / 1e3);
            return new Operations(most * lowUtilisation, most * utilisation, most * highUtilisation);
        }
    }

    /** As somebody else says, such as the provider of the model that was started from. */
    record Reported(Operations operations) implements ComputeMethod {}

    private static void requirePositive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new StillwatchException(what + " must be a number above 0");
        }
    }

    private static void requireShare(double value, String what) {
        if (!(value >= 0 && value <= 1)) {
            throw new StillwatchException(what + " must be 0 to 1");
        }
    }
}
