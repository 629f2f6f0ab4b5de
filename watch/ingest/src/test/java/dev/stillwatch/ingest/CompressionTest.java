// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    enum Kind {
        GZIP,
        ZSTD;

        byte[] compress(byte[] plain) {
            if (this == ZSTD) {
                return Zstd.compress(plain);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return out.toByteArray();
        }
    }

    /** Lines that hardly compress, so that cutting the file cuts many of them off. */
    private static byte[] lines(int count) {
        Random random = new Random(5);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < count; i++) {
            log.append("{\"time\":1761955203123,\"account\":\"a\",\"request\":{},\"x\":\"");
            for (int k = 0; k < 60; k++) {
                log.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
            }
            log.append("\"}\n");
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @EnumSource
    void open_concatenatedMembers_readsThemAll(Kind kind) {
        byte[] file = joined(kind.compress(lines(300)), kind.compress(lines(200)));

        assertThat(Reading.of(file).exchanges()).hasSize(500);
    }

    @ParameterizedTest
    @EnumSource
    void open_slowPipeOfMembers_readsThemAll(Kind kind) {
        byte[] file = joined(kind.compress(lines(300)), kind.compress(lines(200)));
        InputStream trickle = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 100));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };

        assertThat(Reading.of(new StreamInput("pipe", trickle), IngestSettings.DEFAULTS)
                        .exchanges())
                .hasSize(500);
    }

    @ParameterizedTest
    @EnumSource
    void open_garbageAfterTheLastMember_isReported(Kind kind) {
        byte[] garbage = "this is no member ".repeat(10).getBytes(StandardCharsets.UTF_8);

        Reading reading = Reading.of(joined(kind.compress(lines(300)), garbage));

        assertThat(reading.exchanges()).hasSize(300);
        assertThat(reading.malformed()).singleElement().asString().contains("cut off or damaged");
    }

    @Test
    void open_gzipPaddedWithZeros_isWhole() {
        Reading reading = Reading.of(joined(Kind.GZIP.compress(lines(300)), new byte[100_000]));

        assertThat(reading.outcomes()).hasSize(300);
        assertThat(reading.malformed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void open_cutOff_keepsWhatCameBeforeAndReportsOnce(Kind kind) {
        byte[] whole = kind.compress(lines(3000));

        Reading reading = Reading.of(Arrays.copyOf(whole, whole.length / 2));

        assertThat(reading.exchanges()).hasSizeBetween(1000, 1550);
        assertThat(reading.malformed()).singleElement().asString().contains("cut off or damaged");
        assertThat(reading.locations().getLast().source()).isEqualTo("log");
        assertThat(reading.locations().getLast().record())
                .isEqualTo(reading.exchanges().size() + 1);
    }

    @ParameterizedTest
    @EnumSource
    void open_damaged_endsWithAnOutcome(Kind kind) {
        byte[] whole = kind.compress(lines(500));
        Random random = new Random(9);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[4 + random.nextInt(damaged.length - 4)] ^= (byte) (1 << random.nextInt(8));

            assertThat(Reading.of(damaged).outcomes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesRead_atTheEnd_isTheCompressedSize(Kind kind) {
        byte[] file = kind.compress(lines(300));
        try (RecordBatches batches =
                new StreamInput("log", new ByteArrayInputStream(file)).open(IngestSettings.DEFAULTS)) {
            while (batches.next().isPresent()) {
                assertThat(batches.bytesRead()).isPositive();
            }
            assertThat(batches.bytesRead()).isEqualTo(file.length);
        }
    }
}
