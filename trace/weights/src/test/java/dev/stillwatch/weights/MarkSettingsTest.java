// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkSettingsTest {

    @Test
    void ofJson_whatWasWritten_isTheSame() {
        MarkSettings settings = new MarkSettings(131_072, 20, 0.0035, 8);

        assertThat(MarkSettings.ofJson(settings.json())).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"version\":1}",
                "{\"version\":2,\"symbols\":4096,\"coalition\":10,\"amplitude\":0.01,\"spacing\":1}",
                "{\"version\":1,\"symbols\":4096.5,\"coalition\":10,\"amplitude\":0.01,\"spacing\":1}",
                "{\"version\":1,\"symbols\":4096,\"coalition\":10,\"amplitude\":7,\"spacing\":1}",
                "{\"version\":1,\"symbols\":4096,\"coalition\":10,\"amplitude\":\"0.01\",\"spacing\":1}",
                "{\"version\":1,\"symbols\":1e300,\"coalition\":10,\"amplitude\":0.01,\"spacing\":1}"
            })
    void ofJson_anythingElse_isRefused(String json) {
        assertThatThrownBy(() -> MarkSettings.ofJson(json))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("settings of a weight mark");
    }

    @Test
    void forWeights_smallModel_carriesEverywhere() {
        MarkSettings settings = MarkSettings.forWeights(10_616_832);

        assertThat(settings.spacing()).isEqualTo(1);
        assertThat(settings.symbols()).isBetween(20_000, 21_000);
        assertThat(settings.coalition()).isEqualTo(10);
    }

    @Test
    void forWeights_largeModel_carriesInOneRunOfEight() {
        MarkSettings settings = MarkSettings.forWeights(7_000_000_000L);

        assertThat(settings).isEqualTo(new MarkSettings(131_072, 20, 0.0035, 8));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_096, 300_000, Long.MAX_VALUE})
    void forWeights_anySize_givesSettings(long weights) {
        assertThat(MarkSettings.forWeights(weights).symbols()).isBetween(64, 131_072);
    }
}
