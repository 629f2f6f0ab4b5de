// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small scenarios and what they generate, for tests. */
final class Traffic {
    private Traffic() {}

    static Scenario scenario(String... knobs) {
        Map<String, String> changes = new HashMap<>(Map.of("benign", "0", "accounts", "20", "days", "2"));
        for (String knob : knobs) {
            int equals = knob.indexOf('=');
            changes.put(knob.substring(0, equals), knob.substring(equals + 1));
        }
        return ScenarioFactory.of("small", changes);
    }

    static List<LabelledExchange> of(Scenario scenario, long seed) {
        List<LabelledExchange> all = new ArrayList<>();
        new TrafficGenerator(scenario, seed).run(all::add);
        return all;
    }

    static List<LabelledExchange> of(String... knobs) {
        return of(scenario(knobs), 7);
    }

    static Map<String, List<LabelledExchange>> byAccount(List<LabelledExchange> all) {
        Map<String, List<LabelledExchange>> accounts = new HashMap<>();
        all.forEach(one -> accounts.computeIfAbsent(one.exchange().account(), a -> new ArrayList<>())
                .add(one));
        return accounts;
    }

    static String asked(LabelledExchange one) {
        return one.exchange().request().lastUserMessage().orElseThrow().text();
    }
}
