// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a decision of the past with what packs say today about the facts of then. */
public final class Replay {
    private Replay() {}

    /** What is different, in words; empty when the decision comes out the same. */
    public static List<String> differences(Decision then, Ruling now) {
        List<String> differences = new ArrayList<>();
        if (!then.factsHash().equals(now.factsHash())) {
            differences.add("the facts are not those of the decision: their hash is " + now.factsHash() + ", not "
                    + then.factsHash());
        }
        Optional<Decision> same = now.decisions().stream()
                .filter(decision ->
                        decision.pack().equals(then.pack()) && decision.rule().equals(then.rule()))
                .findFirst();
        if (same.isEmpty()) {
            differences.add("rule " + then.rule() + " of " + then.pack() + " does not decide anything here");
            return differences;
        }
        Decision again = same.get();
        compare("version", then.version(), again.version(), differences);
        compare("countermeasure", then.countermeasure(), again.countermeasure(), differences);
        compare("lasting", then.lasting(), again.lasting(), differences);
        compare("approval", then.needsApproval(), again.needsApproval(), differences);
        compare("reason", then.reason(), again.reason(), differences);
        return differences;
    }

    private static void compare(String what, Object then, Object now, List<String> differences) {
        if (!then.equals(now)) {
            differences.add("the " + what + " differs: " + shown(then) + " then, " + shown(now) + " now");
        }
    }

    private static String shown(Object value) {
        return value instanceof Countermeasure countermeasure
                ? CountermeasureText.words(countermeasure)
                : String.valueOf(value);
    }
}
