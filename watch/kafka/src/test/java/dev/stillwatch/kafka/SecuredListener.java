// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A listener that speaks TLS with a certificate of its own, and asks for a password.
 *
 * @param broker lines of the broker's settings
 * @param client what clients need to be let in
 */
public record SecuredListener(String broker, Map<String, String> client) {
    private static final String STORE_PASSWORD = "of-the-store";

    /** Makes a key pair and a certificate in a folder. */
    public static SecuredListener in(Path folder, String password)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createDirectories(folder).resolve("broker.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "broker",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError("no certificate could be made");
        }
        String mechanism =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"stillwatch\" password=\""
                        + password + "\"";
        return new SecuredListener(
                String.join(
                        "\n",
                        "ssl.keystore.location=" + store,
                        "ssl.keystore.password=" + STORE_PASSWORD,
                        "ssl.keystore.type=PKCS12",
                        // The broker is a client of itself.
                        "ssl.truststore.location=" + store,
                        "ssl.truststore.password=" + STORE_PASSWORD,
                        "ssl.truststore.type=PKCS12",
                        "sasl.enabled.mechanisms=PLAIN",
                        "sasl.mechanism.inter.broker.protocol=PLAIN",
                        "listener.name.sasl_ssl.plain.sasl.jaas.config=" + mechanism + " user_stillwatch=\"" + password
                                + "\";"),
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.certificates",
                        certificate(store),
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        mechanism + ";"));
    }

    private static String certificate(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("broker").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
