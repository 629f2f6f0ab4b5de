// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.TrafficCodec;
import dev.stillwatch.detect.TrafficDecoder;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.TrafficWindows;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Traffic as one run of bytes: the records of {@link TrafficCodec}, each after its length in four bytes.
 *
 * <p>The records hold their format's version, and a later release reads those of earlier ones: so state outlives an upgrade.
 */
final class StoredTraffic {
    private StoredTraffic() {}

    static byte[] of(TrafficWindows windows) {
        return written(records -> TrafficCodec.encode(windows, records));
    }

    static byte[] of(TrafficSummary summary) {
        return written(records -> TrafficCodec.encode(summary, records));
    }

    private static byte[] written(Consumer<Consumer<byte[]>> encoding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoding.accept(each -> {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(each.length).array());
            out.writeBytes(each);
        });
        return out.toByteArray();
    }

    /** @throws dev.stillwatch.exchange.StillwatchException if it is no windows' traffic, or of a later release */
    static TrafficWindows windows(byte[] stored) {
        return decoded(stored).windows();
    }

    /** @throws dev.stillwatch.exchange.StillwatchException if it is no summary's traffic, or of a later release */
    static TrafficSummary summary(byte[] stored) {
        return decoded(stored).summary();
    }

    private static TrafficDecoder decoded(byte[] stored) {
        TrafficDecoder decoder = new TrafficDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        while (bytes.remaining() >= Integer.BYTES) {
            // A length that is damaged is cut, and the decoder refuses what is short.
            byte[] each = new byte[Math.clamp(bytes.getInt(), 0, bytes.remaining())];
            bytes.get(each);
            decoder.take(each);
        }
        return decoder;
    }
}
