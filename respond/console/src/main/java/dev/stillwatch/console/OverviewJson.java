// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseState;
import dev.stillwatch.console.TrafficMemory.Rates;
import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values for the pictures of the overview; times in milliseconds of the epoch, rates per second. */
final class OverviewJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<CaseState> STATES = List.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED);

    private OverviewJson() {}

    static String of(List<Rates> rates, CaseGlance.Figures cases) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode requests = root.putObject("requests");
        ArrayNode times = requests.putArray("times");
        rates.forEach(one -> times.add(one.at().toEpochMilli()));
        series(requests, "served", rates, Rates::served);
        series(requests, "refused", rates, Rates::refused);
        series(requests, "throttled", rates, Rates::throttled);
        series(requests, "failed", rates, Rates::failed);
        series(requests, "broken off", rates, Rates::brokenOff);
        series(root.putObject("judged"), "judged", rates, Rates::judged);
        ObjectNode open = root.putObject("cases");
        ArrayNode states = open.putArray("states");
        STATES.forEach(state -> states.add(state.label()));
        for (Verdict verdict : Verdict.values()) {
            ArrayNode counts = open.putArray(verdict.label());
            STATES.forEach(state ->
                    counts.add(cases.open().getOrDefault(state, Map.of()).getOrDefault(verdict, 0)));
        }
        return root.toString();
    }

    private static void series(ObjectNode to, String name, List<Rates> rates, ToDoubleFunction<Rates> of) {
        ArrayNode values = to.putArray(name);
        rates.forEach(one -> values.add(Math.round(of.applyAsDouble(one) * 1_000) / 1e3));
    }
}
