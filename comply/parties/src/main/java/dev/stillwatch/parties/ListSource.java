// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Locale;

/** The official lists that an entry can stand on; one file may hold entries of several. */
public enum ListSource {
    SDN("Specially Designated Nationals", "(sdn)"),
    ENTITY_LIST("Entity List", "(el)"),
    DENIED_PERSONS("Denied Persons List", "(dpl)"),
    UNVERIFIED("Unverified List", "(uvl)"),
    MILITARY_END_USER("Military End User List", "(meu)"),
    SECTORAL("Sectoral Sanctions Identifications", "(ssi)"),
    FOREIGN_EVADERS("Foreign Sanctions Evaders", "(fse)"),
    PAYABLE_THROUGH("List of foreign financial institutions, CAPTA", "(cap)"),
    CHINESE_MILITARY_COMPANIES("Chinese Military-Industrial Complex Companies", "(cmic)"),
    MENU_BASED("Menu-Based Sanctions", "(ns-mbs list)"),
    LEGISLATIVE_COUNCIL("Palestinian Legislative Council", "(plc)"),
    NONPROLIFERATION("Nonproliferation Sanctions", "(isn)"),
    ITAR_DEBARRED("ITAR Debarred", "(dtc)"),
    UN_SECURITY_COUNCIL("UN Security Council consolidated list", "(un)"),
    /** Several lists in one file; snapshots have it, entries do not. */
    CONSOLIDATED_SCREENING_LIST("Consolidated Screening List", "(csl)"),
    /** A list this version does not know by name; the entry is screened all the same. */
    OTHER("another list", "(other)");

    private final String title;
    private final String mark;

    ListSource(String title, String mark) {
        this.title = title;
        this.mark = mark;
    }

    public String title() {
        return title;
    }

    /** The list that the consolidated file means, as "Entity List (EL) - Bureau of Industry and Security". */
    static ListSource of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (ListSource source : values()) {
            if (lower.contains(source.mark)) {
                return source;
            }
        }
        return OTHER;
    }
}
