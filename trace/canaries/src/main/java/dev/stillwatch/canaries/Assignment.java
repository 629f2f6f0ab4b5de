// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The wordings of one cohort: for each occasion and slot one choice of {@value Wordings#CHOICES}. Immutable.
 *
 * <p>64 places of four bits each are exactly what one HMAC-SHA-256 gives, so every choice is as likely as any other and
 * independent of all others, without a remainder to correct for.
 */
public final class Assignment {
    /** Places with a choice of their own: occasions times slots. */
    public static final int PLACES = Occasion.COUNT * Wordings.SLOTS;

    private final Cohort cohort;
    private final int keyId;
    private final byte[] choices;
    private final byte[] nonce;

    /**
     * @param choices {@link #PLACES} choices of four bits
     * @param nonce hides the choices in the commitment to them
     */
    Assignment(Cohort cohort, int keyId, byte[] choices, byte[] nonce) {
        if (choices.length * 2 != PLACES) {
            throw new IllegalArgumentException(choices.length + " bytes of choices, needed are " + PLACES / 2);
        }
        this.cohort = cohort;
        this.keyId = keyId;
        this.choices = choices.clone();
        this.nonce = nonce.clone();
    }

    /** Whose wordings these are. */
    public Cohort cohort() {
        return cohort;
    }

    /** The key that chose them, within its keyset. */
    public int keyId() {
        return keyId;
    }

    /** The sentence that answers to prompts of this occasion end with. */
    public String sentence(Occasion occasion) {
        int place = occasion.index() * Wordings.SLOTS;
        return Wordings.sentence(choice(place), choice(place + 1));
    }

    /**
     * The choice at a place.
     *
     * @param place occasion's index times slots, plus the slot
     */
    int choice(int place) {
        int both = choices[place / 2] & 0xff;
        return place % 2 == 0 ? both >>> 4 : both & 0xf;
    }

    /**
     * SHA-256 in hex that fixes the choices without telling them. Put on record when wordings are first planted, it shows
     * later that they were not picked to fit a suspect; {@link #opening} proves it without giving away the key.
     */
    public String commitment() {
        return HexFormat.of().formatHex(sha256(openingBytes()));
    }

    /** What hashes to {@link #commitment}, in hex: a label and the cohort, 32 bytes that hide, and the choices. */
    public String opening() {
        return HexFormat.of().formatHex(openingBytes());
    }

    private byte[] openingBytes() {
        byte[] label = cohort.input("commitment");
        return ByteBuffer.allocate(label.length + nonce.length + choices.length)
                .put(label)
                .put(nonce)
                .put(choices)
                .array();
    }

    /** SHA-256 in hex of bytes given in hex, so that an {@link #opening} can be held against a commitment. */
    public static String commitmentOf(String opening) {
        return HexFormat.of().formatHex(sha256(HexFormat.of().parseHex(opening)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
