// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the ways in which a suspect is read.
 *
 * @param zerosErased whether a pruned weight says nothing, rather than that it moved to 0
 */
record Heard(Listening listening, boolean zerosErased) {

    static final List<Heard> ALL = all();

    private static List<Heard> all() {
        List<Heard> all = new ArrayList<>();
        for (Listening listening : Listening.values()) {
            all.add(new Heard(listening, true));
            all.add(new Heard(listening, false));
        }
        return List.copyOf(all);
    }

    /** Empty sums for each way. */
    static Map<Heard, SymbolSums> sums(int symbols) {
        Map<Heard, SymbolSums> sums = new LinkedHashMap<>();
        ALL.forEach(each -> sums.put(each, new SymbolSums(symbols)));
        return sums;
    }
}
