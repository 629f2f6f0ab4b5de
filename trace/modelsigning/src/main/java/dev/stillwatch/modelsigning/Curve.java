// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/** The elliptic curves that the format knows, each with the hash its signatures are made with. */
enum Curve {
    P256(256, "SHA256withECDSA"),
    P384(384, "SHA384withECDSA"),
    P521(521, "SHA512withECDSA");

    private final int bits;
    private final String algorithm;

    Curve(int bits, String algorithm) {
        this.bits = bits;
        this.algorithm = algorithm;
    }

    /** The name of its signatures in the JDK. */
    String algorithm() {
        return algorithm;
    }

    /** The curve of a key; empty if it is another. */
    static Optional<Curve> of(ECKey key) {
        ECParameterSpec parameters = key.getParams();
        int bits = parameters.getCurve().getField().getFieldSize();
        for (Curve curve : values()) {
            // The JDK reads no other curves of these sizes.
            if (curve.bits == bits) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }
}
