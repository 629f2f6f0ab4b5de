// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import com.google.crypto.tink.prf.PrfSet;
import dev.stillwatch.marks.MarkKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Keys for tenants, cohorts and periods out of one secret, by a pseudo-random function: who holds some of them learns
 * nothing of the others.
 */
final class KeyDerivation {
    private static final int BYTES = 1024;

    private final PrfSet secret;

    KeyDerivation(PrfSet secret) {
        this.secret = secret;
    }

    MarkKey derive(String label, MarkUse use, int period) {
        byte[] about = about(label, use, period);
        return use.scheme().drawKey(new Stream(about));
    }

    private static byte[] about(String label, MarkUse use, int period) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            // Lengths stand before texts, so that no two uses give the same bytes.
            write(out, "stillwatch mark key 1");
            write(out, label);
            write(out, use.scheme().name());
            for (Map.Entry<String, String> parameter : use.scheme().parameters().entrySet()) {
                write(out, parameter.getKey());
                write(out, parameter.getValue());
            }
            write(out, use.model());
            write(out, use.tokenizer());
            write(out, use.tenant());
            write(out, use.cohort());
            out.writeInt(period);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The function's output as a source of numbers. */
    private final class Stream implements RandomGenerator {
        private final byte[] about;
        private ByteBuffer left = ByteBuffer.allocate(0);
        private int block;

        private Stream(byte[] about) {
            this.about = about;
        }

        @Override
        public long nextLong() {
            if (!left.hasRemaining()) {
                byte[] input = ByteBuffer.allocate(about.length + Integer.BYTES)
                        .put(about)
                        .putInt(block)
                        .array();
                block++;
                try {
                    left = ByteBuffer.wrap(secret.computePrimary(input, BYTES));
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("a pseudo-random function gives " + BYTES + " bytes", e);
                }
            }
            return left.getLong();
        }
    }
}
