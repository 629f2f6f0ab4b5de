// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a model's opaque reasoning blocks to the account, model and conversation they were given to, so that a block
 * that comes back elsewhere is recognised.
 *
 * <p>AES-256-GCM under a key derived for each account (HMAC-SHA-256 of the account under the master key), random 96-bit
 * nonces, associated data binding all three names. Blocks are padded to multiples of {@value #BUCKET} bytes, so that
 * their length tells little. Thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2608.09867">Stealing Reasoning Traces from Proprietary LLM APIs</a>
 */
public final class ReasoningSeal {
    /** Bytes of a master key. */
    public static final int KEY_BYTES = 32;

    private static final String PREFIX = "stw1.";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int BUCKET = 256;

    private final List<SecretKeySpec> masters;
    private final SecureRandom random = new SecureRandom();

    /** Where a block belongs. */
    public record Binding(String account, String model, String conversation) {
        byte[] associatedData() {
            byte[][] parts = {bytes(account), bytes(model), bytes(conversation)};
            ByteBuffer all = ByteBuffer.allocate(
                    Arrays.stream(parts).mapToInt(p -> p.length + 4).sum());
            for (byte[] part : parts) {
                all.putInt(part.length).put(part);
            }
            return all.array();
        }
    }

    /** What a block that came in turned out to be. */
    sealed interface Opened {
        /** It was sealed to this place; {@code block} is what the model gave. */
        record Genuine(String block) implements Opened {}

        /** It was never sealed. */
        record Plain() implements Opened {}

        /** It was sealed to another account, model or conversation, or altered. */
        record Foreign() implements Opened {}
    }

    /**
     * @param keys master keys of {@value #KEY_BYTES} bytes: the first seals, all open, so that keys can be replaced
     */
    public ReasoningSeal(List<byte[]> keys) {
        if (keys.isEmpty() || keys.stream().anyMatch(k -> k.length != KEY_BYTES)) {
            throw new IllegalArgumentException("a reasoning seal needs keys of " + KEY_BYTES + " bytes");
        }
        this.masters =
                keys.stream().map(k -> new SecretKeySpec(k, "HmacSHA256")).toList();
    }

    String seal(String block, Binding binding) {
        byte[] plain = bytes(block);
        int padded = (plain.length + 4 + BUCKET - 1) / BUCKET * BUCKET;
        byte[] filled =
                ByteBuffer.allocate(padded).putInt(plain.length).put(plain).array();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, masters.getFirst(), nonce, binding, filled)
                .orElseThrow(() -> new IllegalStateException("AES-GCM cannot encrypt"));
        return PREFIX
                + base64(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Opened open(String text, Binding binding) {
        if (!text.startsWith(PREFIX)) {
            return new Opened.Plain();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return new Opened.Foreign();
        }
        // The decoder passes over the bits beyond the last byte; an altered block is to be known by any bit.
        if (all.length <= NONCE || !text.equals(PREFIX + base64(all))) {
            return new Opened.Foreign();
        }
        byte[] nonce = Arrays.copyOf(all, NONCE);
        byte[] sealed = Arrays.copyOfRange(all, NONCE, all.length);
        return masters.stream()
                .flatMap(master -> cipher(Cipher.DECRYPT_MODE, master, nonce, binding, sealed).stream())
                .findFirst()
                .<Opened>map(filled -> new Opened.Genuine(unpadded(filled)))
                .orElseGet(Opened.Foreign::new);
    }

    private static String unpadded(byte[] filled) {
        return new String(filled, 4, ByteBuffer.wrap(filled).getInt(), StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> cipher(
            int mode, SecretKeySpec master, byte[] nonce, Binding binding, byte[] input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(master);
            mac.update(bytes("reasoning-seal/"));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(mac.doFinal(bytes(binding.account())), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(binding.associatedData());
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
