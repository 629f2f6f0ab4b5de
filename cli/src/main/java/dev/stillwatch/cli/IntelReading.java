// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.PeerSignals;
import dev.stillwatch.intel.ReadBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of reading what a peer sent. */
final class IntelReading {
    private IntelReading() {}

    /** What is printed of it. */
    record Result(
            int objects,
            PeerSignals.Taken taken,
            List<ReadBundle.Refused> refused,
            SortedMap<String, Integer> leftOut) {
        /** Whether nothing was refused, and everything found room. */
        boolean whole() {
            return refused.isEmpty() && taken.full() == 0;
        }
    }

    static Result of(PeerSignals.Reading reading) {
        List<ReadBundle.Refused> refused = new ArrayList<>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        int objects = 0;
        for (ReadBundle bundle : reading.bundles()) {
            objects += bundle.objects();
            refused.addAll(bundle.refused());
            IntelText.plain(bundle).forEach((what, count) -> leftOut.merge(what, count, Integer::sum));
        }
        return new Result(objects, reading.taken(), refused, leftOut);
    }
}
