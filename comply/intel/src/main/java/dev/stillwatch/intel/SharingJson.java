// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

/** Records about sharing as JSON, for programs of the same organisation. */
public final class SharingJson {
    private SharingJson() {}

    /** One line. */
    public static String text(Object record) {
        return StoredJson.write(record);
    }
}
