// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import org.junit.jupiter.api.Test;

/** The job as a program, before it runs. */
class DetectionProgramTest {
    @Test
    void main_withoutCheckpoints_saysWhichOptionsToSet() {
        assertThatThrownBy(() -> DetectionProgram.main(new String[] {"--kafka", "localhost:9092"}))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("execution.checkpointing.interval");
    }
}
