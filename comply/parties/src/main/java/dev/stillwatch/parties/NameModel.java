// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Weighs the features of two names into log-odds that one name is meant by the other.
 *
 * <p>The weights stand in {@code name-model.properties}; {@code bench/screening} fits them again.
 */
final class NameModel {
    static final NameModel INSTANCE = new NameModel();

    private final Map<NameFeature, Double> weights = new EnumMap<>(NameFeature.class);

    private NameModel() {
        for (String line : WordList.lines("name-model.properties")) {
            int equals = line.indexOf('=');
            NameFeature feature = NameFeature.valueOf(
                    line.substring(0, equals).strip().toUpperCase(Locale.ROOT).replace('-', '_'));
            weights.put(feature, Double.parseDouble(line.substring(equals + 1).strip()));
        }
    }

    double logOdds(Map<NameFeature, Double> features) {
        double sum = 0;
        for (Map.Entry<NameFeature, Double> feature : features.entrySet()) {
            sum += feature.getValue() * weights.getOrDefault(feature.getKey(), 0.0);
        }
        return sum;
    }
}
