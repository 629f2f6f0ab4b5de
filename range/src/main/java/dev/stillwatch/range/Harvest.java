// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a campaign asks for. */
public enum Harvest {
    /** Chains of thought and reasoning traces. */
    REASONING,
    /** Rubric grades and preference labels. */
    GRADING,
    /** Training rows: self-instruct, evolved and persona prompts. */
    ROWS,
    /** Sensitive questions reworded to pass a censor. */
    SENSITIVE,
    /** Trajectories of tool calls. */
    TOOLS,
    /** Questions with little or nothing around them. */
    PLAIN;

    /** The name in knobs and resources. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mix used when a scenario names none; the two splits share no type of campaign. */
    public static Map<Harvest, Double> defaultMix(Split split) {
        Map<Harvest, Double> mix = new EnumMap<>(Harvest.class);
        switch (split) {
            case TUNING -> {
                mix.put(REASONING, 0.5);
                mix.put(ROWS, 0.3);
                mix.put(PLAIN, 0.2);
            }
            case SCORING -> {
                mix.put(GRADING, 0.45);
                mix.put(TOOLS, 0.35);
                mix.put(SENSITIVE, 0.2);
            }
        }
        return mix;
    }
}
