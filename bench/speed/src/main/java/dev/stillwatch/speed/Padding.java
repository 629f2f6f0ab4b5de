// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import java.util.Random;

/** Made-up sentences, the same on every run; line breaks and quotes in them are escaped as JSON wants it. */
final class Padding {
    private static final String[] WORDS =
            ("the of to and in that is for it as with on by this be are from or an which at"
                            + " can each when first value then given result check example because number step list order"
                            + " return before after function answer point case follows table change note both following"
                            + " between another approach should while \\\"quoted\\\" several reason general\\n usually")
                    .split(" ");

    private final Random random = new Random(7);
    private final int length;

    /** Pads lines to {@code length} characters, more or less. */
    Padding(int length) {
        this.length = length;
    }

    /** What a line of {@code already} characters lacks; half to three halves of that, so that lengths differ. */
    String of(int already) {
        int lacking = (int) (Math.max(0, length - already) * (0.5 + random.nextDouble()));
        StringBuilder text = new StringBuilder(lacking + 16);
        while (text.length() < lacking) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(9) == 0 ? ". " : " ");
        }
        return text.toString();
    }
}
