// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** Where the prompts come from whose answers a campaign harvests. */
public enum ItemSource {
    /** Items of its own, in templates unless the campaign has none. */
    OWN,
    /** Prompts as ordinary people write them, each of another person: what a stolen or published chat log holds. */
    PEOPLE,
    /** Benchmark items in the wrappers and with the settings of evaluation laboratories, theirs among them. */
    EVALUATION,
    /** The same items and settings without a wrapper. */
    EVALUATION_BARE
}
