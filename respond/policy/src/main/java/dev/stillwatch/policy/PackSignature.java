// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * A detached Ed25519 signature over a pack's exact bytes, as a DSSE 1.0 envelope in {@code pack.yaml.dsse}.
 *
 * <p>What is signed is DSSE's pre-authentication encoding, which holds the type of the content, so that a signature for
 * something else never fits a pack. The envelope repeats the pack, as DSSE demands; it must equal the file.
 */
public final class PackSignature {
    static final String TYPE = "application/vnd.stillwatch.policy-pack+yaml";
    static final int LARGEST = 3 << 20;
    private static final int MOST_SIGNATURES = 16;

    private PackSignature() {}

    /**
     * The envelope for a pack, as JSON that ends with a line feed.
     *
     * @param pack the bytes of its file
     */
    public static byte[] sign(byte[] pack, SigningKey key) {
        return sign(TYPE, pack, key);
    }

    /**
     * The envelope for something else, by keys of the same kind.
     *
     * @param type of the content, a media type; a signature never fits content of another
     */
    public static byte[] sign(String type, byte[] content, SigningKey key) {
        String signature = base64(key.sign(encoding(type, content)));
        return new Envelope(type, base64(content), List.of(new Envelope.Signed(key.id(), signature)))
                .json()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The trusted keys that signed a pack, at least one.
     *
     * @param name what errors call the pack
     * @throws StillwatchException if no trusted key signed exactly these bytes, or a signature of one is wrong
     */
    public static List<TrustedKeys.Key> verify(String name, byte[] pack, byte[] envelope, TrustedKeys keys) {
        return verify(name, TYPE, pack, envelope, keys);
    }

    /**
     * The trusted keys that signed something else, at least one.
     *
     * @param name what errors call it
     * @param type of the content, as it was signed
     * @throws StillwatchException if no trusted key signed exactly these bytes, or a signature of one is wrong
     */
    public static List<TrustedKeys.Key> verify(
            String name, String type, byte[] content, byte[] envelope, TrustedKeys keys) {
        Envelope read = read(name, envelope);
        if (!read.type().equals(type)) {
            throw refused(name, "is signed as something else than what it is; sign it again");
        }
        if (!Arrays.equals(read.content(), content)) {
            throw refused(name, "has been changed since it was signed; restore it, or review it and sign it again");
        }
        byte[] encoding = encoding(type, content);
        List<TrustedKeys.Key> signers = new ArrayList<>();
        for (Envelope.Signed signed : read.signatures()) {
            for (TrustedKeys.Key key : keys.find(signed.keyId())) {
                if (!verifies(key.publicKey(), encoding, signed.bytes())) {
                    throw refused(name, "has a wrong signature of key " + key.name() + "; sign it again");
                }
                signers.add(key);
            }
        }
        if (signers.isEmpty()) {
            throw refused(
                    name,
                    "is signed by no key that is trusted here; add the signer's public key to the trusted ones, or have"
                            + " it signed by one of them");
        }
        return signers;
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Envelope read(String name, byte[] json) {
        if (json.length > LARGEST) {
            throw refused(name, "has a signature file larger than 3 MiB; sign it again");
        }
        try {
            Envelope envelope = Envelope.read(json);
            if (envelope.signatures().size() > MOST_SIGNATURES) {
                throw refused(name, "has more than " + MOST_SIGNATURES + " signatures; sign it again");
            }
            return envelope;
        } catch (JacksonException | IllegalArgumentException e) {
            throw refused(name, "has a signature file that is not a DSSE envelope; sign it again");
        }
    }

    private static StillwatchException refused(String name, String why) {
        return new StillwatchException(name + " " + why);
    }

    /** What DSSE signs: both parts with their lengths, so that no byte can move from one to the other. */
    static byte[] encoding(String type, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(typeBytes);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
