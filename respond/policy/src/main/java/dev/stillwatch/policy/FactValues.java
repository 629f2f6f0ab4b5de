// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies values of facts into the form in which they are held. */
public final class FactValues {
    private FactValues() {}

    /** The value in the form in which its kind is held; maps sorted, lists copied, numbers finite. */
    public static Object checked(FactName fact, Object value) {
        Object held = switch (fact.kind()) {
            case TRUTH -> (Boolean) value;
            case WHOLE -> (Long) value;
            case NUMBER -> (Double) value + 0.0; // adding it makes -0.0 into 0.0
            case TEXT -> (String) value;
            case LENGTH -> (Duration) value;
            case TEXTS -> List.copyOf((List<?>) value);
            case NUMBERS, TEXT_MAP -> Collections.unmodifiableSortedMap(new TreeMap<>((Map<?, ?>) value));
        };
        if (held instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException(fact.path() + " is " + number + ", must be finite");
        }
        return held;
    }
}
