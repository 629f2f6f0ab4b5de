// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The body of an export, unpacked. */
final class OtlpBatch {
    private OtlpBatch() {}

    /** What became of a body. */
    sealed interface Unpacked {
        /** It is whole. */
        record Whole(Optional<byte[]> bytes) implements Unpacked {
            byte[] body() {
                return bytes.orElseThrow();
            }
        }

        /** It is packed in a way that is not known. */
        record UnknownEncoding() implements Unpacked {}

        /** It is longer than the limit, or would be. */
        record TooLong() implements Unpacked {}

        /** It is broken. */
        record Broken() implements Unpacked {}
    }

    /**
     * Unpacks a body, up to a limit: a few bytes may unpack to any number.
     *
     * @param most bytes, once unpacked
     */
    static Unpacked unpack(byte[] body, Optional<String> encoding, int most) {
        return switch (encoding.map(name -> name.strip().toLowerCase(Locale.ROOT))
                .orElse("identity")) {
            case "identity", "" -> new Unpacked.Whole(Optional.of(body));
            case "gzip" -> gunzip(body, most);
            default -> new Unpacked.UnknownEncoding();
        };
    }

    private static Unpacked gunzip(byte[] body, int most) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = in.readNBytes(most);
            return in.read() < 0 ? new Unpacked.Whole(Optional.of(bytes)) : new Unpacked.TooLong();
        } catch (IOException e) {
            return new Unpacked.Broken();
        }
    }
}
