// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.Set;

/**
 * Compares names of JSON members as loosely as any model server does.
 *
 * <p>Servers written in Go take {@code Logit_Bias} for {@code logit_bias}, the Kelvin sign for a k included; those that
 * read protocol buffers take {@code logitBias}. A rule that knew one spelling only would be evaded by another.
 */
final class MemberNames {
    /* What these hold is written by the user or the model under names of their own; it is never a setting. */
    private static final Set<String> FREE_FORM = Set.of(
            "input",
            "arguments",
            "args",
            "parameters",
            "inputschema",
            "schema",
            "jsonschema",
            "format",
            "metadata",
            "tools",
            "functions",
            "usage");

    private MemberNames() {}

    /** Lower case, without underscores and hyphens. */
    static String canonical(String name) {
        StringBuilder canonical = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '-') {
                // Upper case first: the long s and the Kelvin sign fold to s and k only this way.
                canonical.append(Character.toLowerCase(Character.toUpperCase(c)));
            }
        }
        return canonical.toString();
    }

    /** Whether a member of this canonical name holds what user or model made up. */
    static boolean freeForm(String canonical) {
        return FREE_FORM.contains(canonical);
    }
}
