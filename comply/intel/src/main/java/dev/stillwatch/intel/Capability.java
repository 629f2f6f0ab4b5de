// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Locale;

/** What of a model a campaign is after. A closed list, so that no words of prompts can travel in it. */
public enum Capability {
    REASONING,
    MATHEMATICS,
    CODE,
    TOOL_USE,
    AGENTIC_WORK,
    DIALOGUE,
    WRITING,
    TRANSLATION,
    VISION,
    SPEECH,
    GRADING,
    SAFETY,
    GENERAL;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
