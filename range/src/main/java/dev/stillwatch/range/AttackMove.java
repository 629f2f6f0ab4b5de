// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing a campaign may do otherwise.
 *
 * @param axis what it decides about; moves on the same axis exclude each other
 * @param knobs what it sets, by name
 */
public record AttackMove(String axis, Map<String, String> knobs) {

    public AttackMove {
        knobs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    }

    /**
     * What an adversary controls, in a few steps each; the first step of an axis hides least, the last most.
     *
     * @param start whose accounts and rate are multiplied
     */
    public static List<AttackMove> of(CampaignPlan start) {
        List<AttackMove> moves = new ArrayList<>();
        axis(moves, "dilution", "dilution=0", "dilution=0.5", "dilution=0.8", "dilution=0.95");
        axis(moves, "decoys", "decoys=0", "decoys=0.5", "decoys=0.8");
        for (double factor : new double[] {1, 3, 0.25}) {
            axis(moves, "accounts", "accounts=" + Math.max(1, Math.round(start.accounts() * factor)));
        }
        for (double factor : new double[] {1, 4, 0.25}) {
            axis(moves, "rate", "rate=" + start.rate().perHour() * factor);
        }
        axis(moves, "templates", "templates=20", "templates=2000", "templates=unique");
        axis(moves, "paraphrase", "paraphrase=slot", "paraphrase=full miss=1");
        axis(moves, "clock", "clock=flat", "clock=round-robin", "clock=jittered rhythm=1", "clock=human");
        axis(moves, "aged", "aged=0", "aged=1");
        axis(moves, "leak", "leak=0.1", "leak=0");
        axis(moves, "relay", "relay=none", "relay=rewritten");
        axis(moves, "items", "items=own", "items=evaluation", "items=evaluation-bare", "items=people");
        axis(moves, "reseller-share", "reseller-share=0", "reseller-share=0.5", "reseller-share=1");
        return List.copyOf(moves);
    }

    private static void axis(List<AttackMove> moves, String axis, String... settings) {
        for (String setting : settings) {
            moves.add(new AttackMove(
                    axis,
                    Arrays.stream(setting.split(" "))
                            .map(knob -> knob.split("="))
                            .collect(Collectors.toMap(
                                    knob -> knob[0], knob -> knob[1], (one, other) -> other, LinkedHashMap::new))));
        }
    }
}
