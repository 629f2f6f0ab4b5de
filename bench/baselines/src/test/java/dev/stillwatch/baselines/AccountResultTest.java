// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.range.Kind;
import dev.stillwatch.range.Truth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountResultTest {
    private static final Truth TRUTH = new Truth(Map.of(
            "a", Truth.Label.campaign("c"),
            "b", Truth.Label.campaign("c"),
            "x", Truth.Label.benign(Kind.PERSON),
            "y", Truth.Label.benign(Kind.PERSON)));

    private static AccountResult result(Map<String, Double> scores) {
        return new AccountResult("m", scores, 1, 1_000_000);
    }

    @Test
    void areaUnderCurve_halfTheOrderRight_isThreeQuarters() {
        assertThat(result(Map.of("a", 3.0, "b", 1.5, "x", 2.0, "y", 1.0)).areaUnderCurve(TRUTH))
                .isEqualTo(0.75);
    }

    @Test
    void areaUnderCurve_ties_countHalf() {
        assertThat(result(Map.of("a", 1.0, "b", 1.0, "x", 1.0, "y", 1.0)).areaUnderCurve(TRUTH))
                .isEqualTo(0.5);
    }

    @Test
    void areaUnderCurve_accountsLeftOut_rankLowest() {
        assertThat(result(Map.of("x", -1.0, "y", 0.0)).areaUnderCurve(TRUTH)).isZero();
    }

    @Test
    void line_allAboveBenign_saysSo() {
        assertThat(result(Map.of("a", 3.0, "b", 3.0, "x", 2.0, "y", 1.0)).line("s", TRUTH))
                .startsWith("| s | m | 100.0 [")
                .contains("| 1.000 | 1.00 |");
    }
}
