// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.records.StrictJson;

/** Records of parties as JSON, read strictly. */
final class PartyJson {
    private static final StrictJson JSON = StrictJson.of("docs/parties.md");

    private PartyJson() {}

    static String write(Object record) {
        return JSON.write(record);
    }

    /** A claim, the same text for equal claims. */
    static String claim(Claim claim) {
        return JSON.write(claim, Claim.class);
    }

    static <T> T read(String json, Class<T> type, String name) {
        return JSON.read(json, type, name);
    }
}
