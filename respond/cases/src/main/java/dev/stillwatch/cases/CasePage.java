// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;

/**
 * A stretch of a list of cases.
 *
 * @param total how many cases the whole list has
 */
public record CasePage(List<CaseSummary> cases, long total) {
    public CasePage {
        cases = List.copyOf(cases);
    }
}
