// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values in order; a name that comes again gets a number. Not thread-safe. */
final class FactList {
    private final Map<String, String> facts = new LinkedHashMap<>();

    void add(String name, String value) {
        String free = name;
        for (int i = 2; facts.containsKey(free); i++) {
            free = name + " " + i;
        }
        facts.put(free, value);
    }

    Map<String, String> map() {
        return Collections.unmodifiableMap(facts);
    }
}
