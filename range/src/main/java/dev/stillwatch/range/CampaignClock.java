// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** When a campaign's accounts ask. */
public enum CampaignClock {
    /** Independent Poisson processes, day and night. */
    FLAT,
    /** A balancer hands work to one account after the other. */
    ROUND_ROBIN,
    /** Sessions that follow a person's day and week. */
    HUMAN
}
