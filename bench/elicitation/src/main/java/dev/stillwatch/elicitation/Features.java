// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.ElicitationFeatures;
import dev.stillwatch.detect.PromptTokens;
import java.util.Arrays;

/** The distinct feature hashes of an example, ascending: exactly those the shipped model would look up. */
final class Features {
    private Features() {}

    static int[] of(Example example) {
        PromptTokens system = PromptTokens.of(example.system());
        PromptTokens user = PromptTokens.of(example.user());
        int[] all = new int[2 * (system.size() + user.size())];
        int count = add(user, all, add(system, all, 0));
        return Arrays.stream(all, 0, count).sorted().distinct().toArray();
    }

    private static int add(PromptTokens tokens, int[] all, int from) {
        int count = from;
        for (int i = 0; i < tokens.size(); i++) {
            all[count++] = ElicitationFeatures.word(tokens.hash(i));
            if (i > 0) {
                all[count++] = ElicitationFeatures.pair(tokens.hash(i - 1), tokens.hash(i));
            }
        }
        return count;
    }
}
