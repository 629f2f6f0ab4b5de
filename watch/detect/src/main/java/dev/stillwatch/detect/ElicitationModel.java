// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/** Interim. */
final class ElicitationModel {
    static ElicitationModel shipped() {
        return new ElicitationModel();
    }

    ElicitationScore score(PromptTokens user, PromptTokens system) {
        return ElicitationScore.NONE;
    }
}
