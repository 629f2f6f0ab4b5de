// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.pem"), text);
    }

    /** Repeated, as the public point is one of two and chance decides which. */
    @RepeatedTest(8)
    void signingKey_findsItsPublicKey() {
        for (String curve : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
            TestKey key = TestKey.on(curve, folder);

            assertThat(key.signing().verifying().hint())
                    .isEqualTo(key.verifying().hint());
        }
    }

    @Test
    void generate_writesAPairForItsOwner_andReplacesNothing() throws IOException {
        Path secret = folder.resolve("new.key");
        Path known = folder.resolve("new.pub");

        SigningKey made = SigningKey.generate(secret, known);

        assertThat(VerifyingKey.read(known).hint()).isEqualTo(made.verifying().hint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        refuses(() -> SigningKey.generate(secret, folder.resolve("other.pub")), "new.key exists already");
        refuses(() -> SigningKey.generate(folder.resolve("other.key"), known), "new.pub exists already");
        refuses(() -> SigningKey.generate(folder.resolve("no/a.key"), folder.resolve("no/a.pub")), "cannot be written");
        assertThat(folder.resolve("other.pub")).doesNotExist();
        assertThat(folder.resolve("other.key")).doesNotExist();
    }

    @Test
    void read_textBeforeTheBlock_isPassedOver() throws IOException {
        TestKey key = TestKey.on("secp256r1", folder);
        Path noted = file("Public Key Information:\r\n\tCurve: P-256\r\n\r\n"
                + Files.readString(key.publicFile()).replace("\n", "\r\n"));

        assertThat(VerifyingKey.read(noted).hint()).isEqualTo(key.verifying().hint());
    }

    @Test
    void read_wrongKind_namesFileAndRemedy() throws Exception {
        TestKey key = TestKey.on("secp256r1", folder);

        refuses(() -> SigningKey.read(key.publicFile()), "needs the private one");
        refuses(() -> VerifyingKey.read(key.privateFile()), "openssl pkey");
        refuses(
                () -> SigningKey.read(file("-----BEGIN EC PRIVATE KEY-----\nAA\n-----END EC PRIVATE KEY-----")),
                "pkcs8");
        refuses(
                () -> SigningKey.read(file("-----BEGIN EC PARAMETERS-----\nAA\n-----END EC PARAMETERS-----\n"
                        + "-----BEGIN EC PRIVATE KEY-----\nAA\n-----END EC PRIVATE KEY-----")),
                "pkcs8");
        refuses(
                () -> SigningKey.read(
                        file("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----")),
                "is encrypted");
        refuses(() -> SigningKey.read(file("hello")), "no key in PEM");
        refuses(() -> SigningKey.read(file("")), "no key in PEM");
        refuses(() -> SigningKey.read(file("x".repeat(70_000))), "too long");
        refuses(() -> SigningKey.read(folder.resolve("nowhere")), "there is no key file");
        refuses(() -> VerifyingKey.read(file("-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----")), "damaged");
        refuses(() -> VerifyingKey.read(file(TestKey.pem("PUBLIC KEY", new byte[40]))), "P-256, P-384 or P-521");
        for (String algorithm : new String[] {"RSA", "Ed25519"}) {
            byte[] other = KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            refuses(() -> SigningKey.read(file(TestKey.pem("PRIVATE KEY", other))), "P-256, P-384 or P-521");
        }
    }

    @Test
    void read_damagedPrivateKey_isNeverQuoted() throws IOException {
        TestKey key = TestKey.on("secp256r1", folder);
        String pem = Files.readString(key.privateFile());
        String secret =
                Base64.getMimeEncoder().encodeToString(key.pair().getPrivate().getEncoded());
        Path cut = file(pem.replaceFirst("(?s)^(.{60}).{20}", "$1"));

        assertThatThrownBy(() -> SigningKey.read(cut)).satisfies(e -> {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain(secret.substring(0, 20));
            }
        });
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static void refuses(Reading reading, String message) {
        assertThatThrownBy(reading::read)
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(message);
    }
}
