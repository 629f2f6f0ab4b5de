// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Locale;

/** What a listed or screened name belongs to. */
public enum EntryKind {
    PERSON,
    ENTITY,
    VESSEL,
    AIRCRAFT,
    /** The list does not say: such an entry is compared with every kind. */
    UNKNOWN;

    static EntryKind of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "individual" -> PERSON;
            case "entity" -> ENTITY;
            case "vessel" -> VESSEL;
            case "aircraft" -> AIRCRAFT;
            default -> UNKNOWN;
        };
    }
}
