// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.records.StrictJson;

/** Records of this package as JSON that only this program writes; read strictly. */
final class StoredJson {
    private static final StrictJson JSON = StrictJson.of("docs/sharing.md");

    private StoredJson() {}

    static String write(Object record) {
        return JSON.write(record);
    }

    /**
     * @param place of what is read, for messages
     * @throws StillwatchException if it is no such record; it holds nothing of the text, nor does its cause
     */
    static <T> T read(String json, Class<T> type, String place) {
        try {
            return JSON.read(json, type, place);
        } catch (StillwatchException _) {
            // Nobody writes these by hand: which field it is does not help.
            throw new StillwatchException(
                    place
                            + ": it is damaged, or a newer Stillwatch wrote it; use that one, or bring back a copy of the store");
        }
    }
}
