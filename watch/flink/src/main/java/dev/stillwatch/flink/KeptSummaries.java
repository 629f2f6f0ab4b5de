// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.TrafficSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The latest summary of each account, as of one time: what accounts hand out for later times waits. Keyed state.
 *
 * @param kept summaries by account
 * @param waiting what was handed out and is not taken yet
 */
record KeptSummaries(MapState<String, byte[]> kept, ListState<AccountSummary> waiting) {
    static KeptSummaries in(RuntimeContext context) {
        return new KeptSummaries(
                context.getMapState(new MapStateDescriptor<>(
                        "kept", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                context.getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(AccountSummary.class))));
    }

    void add(AccountSummary summary) throws Exception {
        waiting.add(summary);
    }

    /**
     * Takes what is of a time or of earlier ones.
     *
     * @return the accounts that it is about
     */
    Set<String> take(long untilMillis) throws Exception {
        List<AccountSummary> later = new ArrayList<>();
        List<AccountSummary> due = new ArrayList<>();
        for (AccountSummary summary : waiting.get()) {
            (summary.untilMillis() > untilMillis ? later : due).add(summary);
        }
        Set<String> changed = new HashSet<>();
        for (AccountSummary summary : inOrder(due)) {
            changed.add(summary.account());
            if (summary.gone()) {
                kept.remove(summary.account());
            } else {
                kept.put(summary.account(), summary.traffic());
            }
        }
        waiting.update(later);
        return changed;
    }

    /** Goodbyes first: an account that changes its part says goodbye to one and comes to the other at the same time. */
    static List<AccountSummary> inOrder(List<AccountSummary> summaries) {
        return summaries.stream()
                .sorted(Comparator.comparingLong(AccountSummary::untilMillis)
                        .thenComparing(AccountSummary::gone, Comparator.reverseOrder()))
                .toList();
    }

    /** All accounts' traffic. */
    TrafficSummary traffic() throws Exception {
        TrafficSummary traffic = new TrafficSummary();
        for (byte[] each : kept.values()) {
            traffic.absorb(StoredTraffic.summary(each));
        }
        return traffic;
    }
}
