// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A fresh pair of keys in PEM files, as OpenSSL writes them. */
record TestKey(KeyPair pair, Path privateFile, Path publicFile) {

    static TestKey on(String curve, Path folder) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            return new TestKey(
                    pair,
                    Files.writeString(
                            folder.resolve(curve + ".key"),
                            pem("PRIVATE KEY", pair.getPrivate().getEncoded())),
                    Files.writeString(
                            folder.resolve(curve + ".pub"),
                            pem("PUBLIC KEY", pair.getPublic().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    SigningKey signing() {
        return SigningKey.read(privateFile);
    }

    VerifyingKey verifying() {
        return VerifyingKey.read(publicFile);
    }
}
