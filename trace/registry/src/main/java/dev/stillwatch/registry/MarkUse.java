// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.Scheme;

/**
 * What a mark is for.
 *
 * @param scheme the algorithm with its parameters
 * @param model the model whose replies carry it; empty for any
 * @param tokenizer the SHA-256 of the model's tokenizer file in hexadecimal; empty if it was not noted
 * @param tenant the customer whose replies carry it; empty for all
 * @param cohort the group of accounts whose replies carry it; empty for all
 */
public record MarkUse(Scheme scheme, String model, String tokenizer, String tenant, String cohort) {
    private static final int LONGEST = 200;

    public MarkUse {
        check("model", model);
        check("tokenizer", tokenizer);
        check("tenant", tenant);
        check("cohort", cohort);
    }

    /** A mark for everybody, with any model. */
    public static MarkUse of(Scheme scheme) {
        return new MarkUse(scheme, "", "", "", "");
    }

    private static void check(String what, String name) {
        if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw new StillwatchException(
                    "a " + what + " is one line of at most " + LONGEST + " characters; choose another name");
        }
    }
}
