// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredBodyTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5_000, 70_000, 1 << 20, Long.MAX_VALUE})
    void take_chunksOfAnySize_givesAllOfThemWhateverWasAnnounced(long announced) {
        Random random = new Random(announced);
        GatheredBody body = new GatheredBody();
        body.announced(announced);
        Buffer all = Buffer.buffer();

        for (int i = 0; i < 50; i++) {
            byte[] chunk = new byte[random.nextInt(4_000)];
            random.nextBytes(chunk);
            body.add(Buffer.buffer(chunk));
            all.appendBytes(chunk);

            assertThat(body.length()).isEqualTo(all.length());
        }

        assertThat(body.take()).isEqualTo(all.getBytes());
        assertThat(body.take()).isEmpty();
    }

    @Test
    void add_hugeBodyAnnounced_takesMemoryByWhatCameIn() {
        GatheredBody body = new GatheredBody();
        body.announced(Integer.MAX_VALUE);

        body.add(Buffer.buffer("x".repeat(1_000)));

        assertThat(body.room()).isLessThanOrEqualTo(4_000);
    }
}
