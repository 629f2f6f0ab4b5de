// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bundle of somebody else, read.
 *
 * @param signals the indicators that could be understood
 * @param refused objects that are not what they claim, with place and remedy; the others are not touched by them
 * @param leftOut what was well formed and is not used here, by name: types of objects, properties as type.property,
 *     and "indicator with another pattern"
 * @param objects how many objects the bundle held
 */
public record ReadBundle(
        List<InboundSignal> signals, List<Refused> refused, SortedMap<String, Integer> leftOut, int objects) {

    /**
     * An object that was refused.
     *
     * @param place such as objects[3].modified
     * @param because what is wrong and what to do; holds nothing of the object but names of properties
     */
    public record Refused(String place, String because) {}

    public ReadBundle {
        signals = List.copyOf(signals);
        refused = List.copyOf(refused);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
}
