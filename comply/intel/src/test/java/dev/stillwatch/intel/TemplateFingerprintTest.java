// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TemplateFingerprintTest {
    private static final String LONG = "you are an expert in … please write a detailed solution to the problem below"
            + " show every step of the reasoning and check the result before you give the final answer in one line";

    @Test
    void of_caseAndSpaces_doNotMatter() {
        assertThat(TemplateFingerprint.of("  Solve …  STEP by step"))
                .isEqualTo(TemplateFingerprint.of("solve … step by step"));
    }

    @Test
    void distance_oneWordOfManyChanged_isFarBelowUnrelated() {
        TemplateFingerprint one = TemplateFingerprint.of(LONG);

        assertThat(one.distance(TemplateFingerprint.of(LONG.replace("detailed", "careful"))))
                .isLessThan(16);
        assertThat(one.distance(TemplateFingerprint.of("translate the text … into french and keep its tone of voice")))
                .isGreaterThan(16);
    }

    @Test
    void resembles_unrelated_isFalse() {
        assertThat(TemplateFingerprint.of(LONG).resembles(Samples.TEMPLATE)).isFalse();
        assertThat(Samples.TEMPLATE.resembles(Samples.TEMPLATE)).isTrue();
    }

    @Test
    void of_noWords_isRefused() {
        assertThatThrownBy(() -> TemplateFingerprint.of("  ")).isInstanceOf(IllegalArgumentException.class);
    }
}
