// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.util.List;
import java.util.Map;

/**
 * What one file says of itself.
 *
 * @param tensors in the order of their bytes
 * @param metadata the file's own keys, values shortened for people
 */
record WeightFile(List<Tensor> tensors, Map<String, String> metadata) {
    static final int MOST_TENSORS = 1 << 20;
    static final int MOST_METADATA = 1 << 16;
    private static final int SHOWN = 300;

    WeightFile {
        tensors = List.copyOf(tensors);
    }

    static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
