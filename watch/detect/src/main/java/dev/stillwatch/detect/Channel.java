// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Locale;

/** Kinds of evidence; each contributes capped log-odds of its own and can be named as missing. */
public enum Channel {
    /** Prompts cut from shared patterns by unrelated accounts. */
    TEMPLATE,
    /** Prompts that ask for what trains a model. */
    ELICITATION,
    /** Content that unrelated accounts share and that no member has a personal share in. */
    CONTENT,
    /** Prompts that collide less and span more than independent users' do. */
    COVERAGE,
    /** Clocks flatter, steadier or more synchronous than people's. */
    TIMING,
    /** Payment, network and client facts that link unrelated accounts. */
    IDENTITY,
    /** Sampling and output settings that make training rows. */
    PARAMETERS,
    /** What legitimate use would look like: one customer, repeated items, conversations. */
    LEGITIMATE_USE,
    /** How far this one account takes part in what its campaign does. */
    MEMBERSHIP;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
