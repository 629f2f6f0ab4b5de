// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A client's side of RFC 9497's OPRF: inputs, blinded so that the server learns nothing of them. Immutable, thread-safe.
 *
 * <p>Hashing an input to the curve takes time that depends on it, on the client's own machine only.
 */
public final class OprfRequest {
    private static final String DOMAIN = "stillwatch-oprf/v1";

    private final OprfSuite suite;
    private final List<byte[]> inputs;
    private final List<BigInteger> blinds;
    private final List<P256.Point> blinded;

    OprfRequest(OprfSuite suite, List<byte[]> inputs, List<BigInteger> blinds) {
        this.suite = suite;
        this.inputs = inputs.stream().map(byte[]::clone).toList();
        this.blinds = List.copyOf(blinds);
        List<P256.Point> elements = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            elements.add(P256.multiply(blinds.get(i), suite.hashToGroup(inputs.get(i))));
        }
        this.blinded = List.copyOf(elements);
    }

    /**
     * Blinds an identifier; empty if it cannot be one of its kind.
     *
     * @param period the month of the token, see {@link KeyedTokens#period}
     */
    public static Optional<OprfRequest> of(IdentifierKind kind, String raw, String period, SecureRandom random) {
        return kind.normalised(raw)
                .map(identifier -> String.join("\0", DOMAIN, kind.label(), period, identifier)
                        .getBytes(StandardCharsets.UTF_8))
                .map(input -> new OprfRequest(OprfSuite.VOPRF, List.of(input), List.of(OprfKey.scalar(random))));
    }

    /** What to send; 33 bytes each. */
    public List<byte[]> elements() {
        return blinded.stream().map(P256.Point::bytes).toList();
    }

    /**
     * The outputs, 32 bytes each.
     *
     * @param publicKey the server's, from elsewhere than the answer
     * @throws IllegalArgumentException if the answer was not made with that key
     */
    public List<byte[]> finish(OprfAnswer answer, byte[] publicKey) {
        P256.Point key = P256.point(publicKey)
                .orElseThrow(() -> new IllegalArgumentException("the public key is no point of the curve"));
        List<P256.Point> evaluated = OprfKey.points(answer.elements());
        if (evaluated.size() != blinded.size()) {
            throw new IllegalArgumentException("asked for " + blinded.size() + " elements and got " + evaluated.size());
        }
        if (!OprfProof.of(answer.proof()).holds(suite, key, blinded, evaluated)) {
            throw new IllegalArgumentException("the answer was not made with the key that was agreed on");
        }
        return outputs(evaluated);
    }

    /** As {@link #finish}, for a request of one identifier: the token that peers compare. */
    public KeyedToken token(OprfAnswer answer, byte[] publicKey, IdentifierKind kind, String keyId, String period) {
        byte[] output = finish(answer, publicKey).getFirst();
        return new KeyedToken(
                kind, keyId, period, Base64.getUrlEncoder().withoutPadding().encodeToString(output));
    }

    List<byte[]> outputs(List<P256.Point> evaluated) {
        List<byte[]> outputs = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            byte[] unblinded = P256.multiply(blinds.get(i).modInverse(P256.N), evaluated.get(i))
                    .bytes();
            outputs.add(Hashes.sha256(
                    OprfSuite.prefixed(inputs.get(i)), OprfSuite.prefixed(unblinded), OprfSuite.text("Finalize")));
        }
        return outputs;
    }
}
