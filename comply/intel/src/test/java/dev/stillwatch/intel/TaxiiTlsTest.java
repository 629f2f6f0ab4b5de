// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the client trusts: a certificate made for another name, one that nobody vouches for, and a peer's own. */
class TaxiiTlsTest {
    private static final char[] PASSWORD = "not-a-secret".toCharArray();
    private static final TaxiiClient.Identity READER = new TaxiiClient.Identity.Bearer(TaxiiSetting.READER_SECRET);

    @TempDir
    private Path folder;

    private KeyStore keys;

    @BeforeEach
    void certificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
    }

    private TaxiiHttpServer.Certificate pem() throws Exception {
        return new TaxiiHttpServer.Certificate(
                pem(
                        "certificate.pem",
                        "CERTIFICATE",
                        keys.getCertificate("test").getEncoded()),
                pem("key.pem", "PRIVATE KEY", keys.getKey("test", PASSWORD).getEncoded()));
    }

    private Path pem(String name, String kind, byte[] bytes) throws Exception {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("peer", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void collections_overTls_onlyWithATrustedCertificateOfThatName() throws Exception {
        SSLContext trusting = trusting(keys.getCertificate("test"));
        try (TaxiiHttpServer server = TaxiiHttpServer.start(
                        TaxiiSetting.service(TaxiiSetting.ticking(), 9), "127.0.0.1", 0, Optional.of(pem()));
                TaxiiClient strict = new TaxiiClient(READER, ReadingLimits.DEFAULTS);
                TaxiiClient told =
                        new TaxiiClient(READER, ReadingLimits.DEFAULTS, Optional.of(trusting), pause -> {})) {
            URI named = URI.create("https://localhost:" + server.port() + "/api/");
            URI numbered = URI.create("https://127.0.0.1:" + server.port() + "/api/");

            assertThat(told.collections(named)).hasSize(1);
            assertThatThrownBy(() -> strict.collections(named))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("not trusted");
            assertThatThrownBy(() -> told.collections(numbered))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("not trusted");
        }
    }
}
