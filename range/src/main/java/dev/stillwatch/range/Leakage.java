// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a campaign got away with before the first alarm that the control of false discoveries over looks grants.
 *
 * @param alarm when it was first found, to the step of the measurement; empty when it never was
 * @param exchanges share of its exchanges made before that; all of them when it was never found
 */
public record Leakage(Optional<Instant> alarm, Share exchanges) {

    /** Times of every campaign's exchanges; collect them while traffic is generated or read. */
    public static final class Times {
        private final Map<String, long[]> times = new HashMap<>();
        private final Map<String, Integer> counts = new HashMap<>();

        /** Notes an exchange; those of benign accounts are ignored, and what others ask on a campaign's accounts. */
        public void note(LabelledExchange labelled) {
            if (labelled.purpose() == Purpose.ORDINARY) {
                return;
            }
            labelled.campaign().ifPresent(name -> note(name, labelled.exchange().time()));
        }

        void note(String campaign, Instant time) {
            int count = counts.merge(campaign, 1, Integer::sum);
            long[] known = times.getOrDefault(campaign, new long[64]);
            long[] grown = count > known.length ? Arrays.copyOf(known, 2 * known.length) : known;
            grown[count - 1] = time.toEpochMilli();
            times.put(campaign, grown);
        }

        private Share before(String campaign, Optional<Instant> alarm) {
            int count = counts.getOrDefault(campaign, 0);
            long[] all = Arrays.copyOf(times.getOrDefault(campaign, new long[0]), count);
            long limit = alarm.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
            return new Share(Arrays.stream(all).filter(time -> time < limit).count(), count);
        }
    }

    /**
     * Assesses growing prefixes of a log until every campaign is found.
     *
     * @param start when the log begins
     * @param end last cut-off
     * @param step distance of cut-offs: how often the detector would be run
     * @param assess assessment of all exchanges before a cut-off; called with later and later ones
     */
    public static Map<String, Leakage> measure(
            Instant start, Instant end, Duration step, Function<Instant, Assessment> assess, Truth truth, Times times) {
        GrantedAlarms alarms = new GrantedAlarms(start, end, step);
        Set<String> waiting = new HashSet<>(truth.campaigns());
        Map<String, Leakage> leaks = new TreeMap<>();
        for (Instant cut = start.plus(step); !cut.isAfter(end) && !waiting.isEmpty(); cut = cut.plus(step)) {
            Optional<Instant> alarm = Optional.of(cut);
            Assessment look = assess.apply(cut);
            for (String name : CampaignMatch.granted(look, truth, alarms.look(look))) {
                if (waiting.remove(name)) {
                    leaks.put(name, new Leakage(alarm, times.before(name, alarm)));
                }
            }
        }
        for (String name : waiting) {
            leaks.put(name, new Leakage(Optional.empty(), times.before(name, Optional.empty())));
        }
        return leaks;
    }
}
