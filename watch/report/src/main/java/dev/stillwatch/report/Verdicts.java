// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Verdict;
import java.util.List;

/** The order in which verdicts are shown. */
final class Verdicts {
    /** What needs attention first. */
    static final List<Verdict> WORST_FIRST = List.of(
            Verdict.DISTILLATION,
            Verdict.RESELLER,
            Verdict.EVALUATION,
            Verdict.ORGANISATION,
            Verdict.INSUFFICIENT,
            Verdict.CLEAR);

    private Verdicts() {}
}
