// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while the gateway runs. */
@Timeout(120)
class ServerCertificatesTest {
    @TempDir
    private Path folder;

    private TestCertificate made(String name) throws Exception {
        return TestCertificate.in(Files.createDirectory(folder.resolve(name)));
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a new connection of somebody who trusts only this certificate is served, by HTTP/2. */
    private static boolean serves(RunningGateway gateway, TestCertificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", certificate.parsed());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gateway.server.port() + "/v1/models"))
                            .header("authorization", "Bearer k")
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            return response.statusCode() == 200;
        } catch (SSLHandshakeException e) {
            return false;
        }
    }

    @Test
    void refresh_newFiles_areUsedAndUnusableOnesRefused() throws Exception {
        TestCertificate first = made("first");
        TestCertificate second = made("second");
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        copy(first.certificate(), certificate);
        copy(first.key(), key);
        Listening listening =
                new Listening("127.0.0.1", 0, Optional.of(new Listening.Tls(certificate, key, Optional.empty())));
        try (FakeModelServer model = FakeModelServer.json("{\"data\":[]}");
                RunningGateway gateway =
                        new RunningGateway(model.url(), parts -> Changed.listening(parts, listening))) {
            Instant now = Instant.now();
            assertThat(gateway.server.refreshCertificates(now))
                    .isInstanceOf(ServerCertificates.Refresh.Unchanged.class);
            assertThat(serves(gateway, first)).isTrue();

            copy(second.certificate(), certificate);
            assertThat(gateway.server.refreshCertificates(now))
                    .as("the key may follow in a moment")
                    .isInstanceOf(ServerCertificates.Refresh.Unchanged.class);
            assertThat(serves(gateway, first)).isTrue();
            copy(second.key(), key);
            assertThat(gateway.server.refreshCertificates(now)).isInstanceOf(ServerCertificates.Refresh.Changed.class);
            assertThat(serves(gateway, second)).isTrue();
            assertThat(serves(gateway, first)).isFalse();

            refused(gateway, now, "not the certificate's", () -> copy(first.key(), key));
            refused(gateway, now, "cannot be read", () -> Files.writeString(key, "-----BEGIN PRIVATE"));
            refused(gateway, now, "cannot be read", () -> Files.delete(certificate));
            assertThat(serves(gateway, second)).isTrue();

            copy(first.certificate(), certificate);
            copy(first.key(), key);
            refused(gateway, now.plus(Duration.ofDays(40_000)), "out of date", () -> {});
            assertThat(gateway.server.refreshCertificates(now)).isInstanceOf(ServerCertificates.Refresh.Changed.class);
            assertThat(serves(gateway, first)).isTrue();
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    private static void refused(RunningGateway gateway, Instant now, String why, Step step) throws Exception {
        step.take();
        assertThat(gateway.server.refreshCertificates(now)).isInstanceOf(ServerCertificates.Refresh.Unchanged.class);
        assertThat(gateway.server.refreshCertificates(now))
                .isInstanceOfSatisfying(
                        ServerCertificates.Refresh.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
        assertThat(gateway.server.refreshCertificates(now))
                .as("said once")
                .isInstanceOf(ServerCertificates.Refresh.Unchanged.class);
    }
}
