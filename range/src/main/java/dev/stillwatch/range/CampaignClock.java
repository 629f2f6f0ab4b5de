// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** When a campaign's accounts ask. */
public enum CampaignClock {
    /** Independent Poisson processes, day and night. */
    FLAT,
    /** A balancer hands work to one account after the other. */
    ROUND_ROBIN,
    /** The balancer's turns, shifted for each account, put off at random and fewer at night. */
    JITTERED,
    /** Sessions that follow a person's day and week. */
    HUMAN
}
