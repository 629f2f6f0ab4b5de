// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProbesTest {
    @Test
    void of_most_asksAboutEachOccasionAlikeAndNothingTwice() {
        assertThat(Probes.of(Probes.MOST)).doesNotHaveDuplicates();
        assertThat(Probes.of(Probes.MOST).stream()
                        .collect(Collectors.groupingBy(
                                probe -> Occasion.of(probe).index(), Collectors.counting())))
                .hasSize(Occasion.COUNT)
                .allSatisfy((_, count) -> assertThat(count).isEqualTo(Probes.MOST));
    }

    @Test
    void of_fewer_isTheBeginningOfMore() {
        assertThat(Probes.of(3)).isEqualTo(Probes.of(9).subList(0, 3 * Occasion.COUNT));
    }

    @Test
    void of_anyProbe_holdsNoWording() {
        assertThat(Probes.of(Probes.MOST)).noneMatch(Wordings::anyIn);
    }

    @Test
    void of_outOfRange_isRefused() {
        assertThatThrownBy(() -> Probes.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Probes.of(Probes.MOST + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
