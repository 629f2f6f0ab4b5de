// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The draws of vLLM's {@code hmac-sha256-v1}. */
final class HmacUniform implements KeyedUniform {
    private static final byte[] TAG = "vllm-watermark-hmac-sha256-v1\0".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;
    private final int width;

    HmacUniform(long key, int width) {
        byte[] bytes = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(key)
                .array();
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        this.width = width;
    }

    @Override
    public AfterContext after(int[] tokens, int position) {
        ByteBuffer message = ByteBuffer.allocate(TAG.length + 4 + 8 * width + 8).order(ByteOrder.LITTLE_ENDIAN);
        message.put(TAG).putInt(width);
        for (int i = position - width; i < position; i++) {
            message.putLong(tokens[i]);
        }
        int candidateAt = message.position();
        byte[] prefix = message.array();
        Mac mac = mac();
        return candidate -> {
            byte[] bytes = prefix.clone();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(candidateAt, candidate);
            int word = ByteBuffer.wrap(mac.doFinal(bytes))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            return PhiloxUniform.ofWord(word);
        };
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }
}
