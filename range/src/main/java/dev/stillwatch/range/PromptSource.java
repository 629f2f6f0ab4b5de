// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.Optional;

/** Where people's prompts come from when they are not made up. */
interface PromptSource {

    /** Makes everything up. */
    PromptSource BUILT_IN = new PromptSource() {
        @Override
        public Optional<String> opening(long person, long conversation) {
            return Optional.empty();
        }

        @Override
        public Optional<String> followUp(long person, long conversation, int turn) {
            return Optional.empty();
        }
    };

    /** The first message of a conversation; empty to have it made up. */
    Optional<String> opening(long person, long conversation);

    /** The message of turn 1 or later; empty to have it made up. */
    Optional<String> followUp(long person, long conversation, int turn);
}
