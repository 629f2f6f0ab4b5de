// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/**
 * One record of a list made of rows.
 *
 * @param line where it begins, counted from 1
 */
record ListRow(long line, List<String> fields) {
    ListRow {
        fields = List.copyOf(fields);
    }

    /** The field without blanks around it; empty if the row is too short or holds OFAC's {@code -0-}. */
    String field(int number) {
        if (number < 0 || number >= fields.size()) {
            return "";
        }
        String field = fields.get(number).strip();
        return field.equals("-0-") ? "" : field;
    }
}
