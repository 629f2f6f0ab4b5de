// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/** The file formats that lists come in, and the names their publishers give the files. */
public enum ListFormat {
    /** OFAC's legacy set: entries, alternative names and addresses apart, without header, {@code -0-} for nothing. */
    OFAC_LEGACY_CSV,
    /** The Consolidated Screening List: 29 columns with a header. */
    CONSOLIDATED_CSV,
    /** The Denied Persons List: 12 columns between tabs, with a header. */
    DENIED_PERSONS_TEXT,
    /** The UN Security Council's consolidated list. */
    UN_XML;

    public ListSource source() {
        return switch (this) {
            case OFAC_LEGACY_CSV -> ListSource.SDN;
            case CONSOLIDATED_CSV -> ListSource.CONSOLIDATED_SCREENING_LIST;
            case DENIED_PERSONS_TEXT -> ListSource.DENIED_PERSONS;
            case UN_XML -> ListSource.UN_SECURITY_COUNCIL;
        };
    }

    /** All are needed; each may be packed as {@code .gz}. */
    public List<String> fileNames() {
        return switch (this) {
            case OFAC_LEGACY_CSV -> List.of("sdn.csv", "alt.csv", "add.csv");
            case CONSOLIDATED_CSV -> List.of("csl.csv");
            case DENIED_PERSONS_TEXT -> List.of("dpl.txt");
            case UN_XML -> List.of("UN_consolidated.xml");
        };
    }
}
