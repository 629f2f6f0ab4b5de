// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** How a campaign hides that its prompts come from templates. */
public enum Paraphrase {
    /** Not at all: only the slots differ. */
    NONE,
    /** Opening, format demand and closing are drawn anew for each request. */
    SLOT,
    /** As SLOT, and the campaign's miss share of requests is reworded sentence by sentence. */
    FULL
}
