// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.List;

/** What an OPRF server answers: the elements, evaluated in the order asked, and one proof for all. Immutable. */
public final class OprfAnswer {
    private final List<byte[]> elements;
    private final byte[] proof;

    /**
     * An answer as it came.
     *
     * @param elements 33 bytes each
     * @param proof 64 bytes
     */
    public OprfAnswer(List<byte[]> elements, byte[] proof) {
        this.elements = elements.stream().map(byte[]::clone).toList();
        this.proof = proof.clone();
    }

    public List<byte[]> elements() {
        return elements.stream().map(byte[]::clone).toList();
    }

    public byte[] proof() {
        return proof.clone();
    }
}
