// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * How much may still be alarmed on when growing traffic is judged again and again: a false-discovery budget over looks.
 *
 * <p>Of all groups alarmed on within {@code looks} planned looks, at most a share {@code rate} is expected to be false,
 * however the looks depend on each other. This is e-LOND (Xu and Ramdas, Online multiple testing with e-values, AISTATS
 * 2024) with an equal share of the budget for every planned look, each look a batch. Successive looks at one growing log
 * see largely the same exchanges, so that the p-value procedures for independent looks (LORD++, SAFFRON) promise nothing
 * here. After the last planned look a new period begins, with nothing spent and nothing found. Immutable.
 *
 * @param rate expected share of false alarms among a period's alarms, above 0
 * @param looks planned looks of a period, 1 or more
 * @param taken looks of this period so far
 * @param discoveries different groups granted in this period so far
 */
public record OnlineFalseDiscovery(Probability rate, int looks, int taken, int discoveries) {
    public OnlineFalseDiscovery {
        Objects.requireNonNull(rate, "rate is null");
        if (rate.value() == 0 || looks < 1 || taken < 0 || taken > looks || discoveries < 0) {
            throw new IllegalArgumentException("rate " + rate.value() + ", looks " + looks + ", taken " + taken
                    + ", discoveries " + discoveries + " are no state of a budget");
        }
    }

    /** A budget of which nothing is spent. */
    public static OnlineFalseDiscovery over(int looks, Probability rate) {
        return new OnlineFalseDiscovery(rate, looks, 0, 0);
    }

    /**
     * What one look led to.
     *
     * @param after the budget after it
     * @param granted which of the groups proposed may be alarmed on, by position
     */
    public record Look(OnlineFalseDiscovery after, BitSet granted) {
        public Look {
            granted = (BitSet) granted.clone();
        }

        @Override
        public BitSet granted() {
            return (BitSet) granted.clone();
        }
    }

    /**
     * Takes the next look, also when nothing is proposed: looking costs, whatever is seen.
     *
     * <p>A p-value p becomes the e-value {@code (p <= cut) / cut}, whose mean under the null is at most 1. The cut is the
     * look's own share of the budget, or what the calibration can resolve if that is coarser; it depends on no p-value.
     *
     * @param proposed p-values of groups not granted before, each multiplied by how many groups this look examined
     * @param finest the smallest value that these can have: groups examined / (calibration accounts + 1), at most 1
     */
    public Look look(List<Probability> proposed, Probability finest) {
        OnlineFalseDiscovery now = taken == looks ? over(looks, rate) : this;
        double share = rate.value() / looks;
        double cut = Math.max(share, finest.value());
        BitSet extreme = new BitSet();
        for (int i = 0; i < proposed.size(); i++) {
            extreme.set(i, proposed.get(i).value() <= cut);
        }
        boolean affordable = cut <= share * (now.discoveries + extreme.cardinality());
        if (!affordable) {
            extreme.clear();
        }
        return new Look(
                new OnlineFalseDiscovery(rate, looks, now.taken + 1, now.discoveries + extreme.cardinality()), extreme);
    }
}
