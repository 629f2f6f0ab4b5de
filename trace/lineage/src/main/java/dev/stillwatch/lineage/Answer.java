// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

/** What a model was asked and what it answered. Its text form shows neither. */
public record Answer(String prompt, String text) {
    @Override
    public String toString() {
        return "Answer of " + text.length() + " characters";
    }
}
