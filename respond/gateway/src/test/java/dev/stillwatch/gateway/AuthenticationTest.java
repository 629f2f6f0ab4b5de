// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.policy.Countermeasure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts told apart by tokens and by certificates, over real connections. */
@Timeout(60)
class AuthenticationTest {
    private static final String MODELS = "/v1/models";
    private static final char[] PASSWORD = "not-a-secret".toCharArray();
    private static final TokenAuthentication.Rules RULES =
            new TokenAuthentication.Rules("https://idp.example", "stillwatch", "sub", Optional.of("org"));

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://idp.example")
                .audience("stillwatch")
                .subject("customer-7")
                .claim("org", "o-3")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static RunningGateway withTokens(FakeModelServer model, RSAKey key) {
        return new RunningGateway(
                model.url(),
                parts -> Changed.authentication(
                        parts,
                        new TokenAuthentication(
                                new JWKSet(key.toPublicJWK()),
                                RULES,
                                new AccountNames("0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                                Principal::of)));
    }

    private static int status(RunningGateway gateway, String token) throws Exception {
        return gateway.client
                .send(
                        HttpRequest.newBuilder(gateway.at(MODELS))
                                .header("authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void token_valid_isTheAccountOfItsSubject() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        try (FakeModelServer model = FakeModelServer.json("{\"data\":[]}");
                RunningGateway gateway = withTokens(model, key)) {
            assertThat(status(gateway, signed(key, claims().build()))).isEqualTo(200);
            Instant now = Instant.now();
            gateway.measures.apply(
                    new Measure("a", new Countermeasure.Suspend(), now, now.plusSeconds(60), "r"),
                    Set.of(gateway.names.ofSubject("https://idp.example", "customer-7")),
                    now);
            assertThat(status(gateway, signed(key, claims().build()))).isEqualTo(403);
            assertThat(status(
                            gateway, signed(key, claims().subject("customer-8").build())))
                    .isEqualTo(200);
        }
    }

    @Test
    void token_forgedExpiredOrForOthers_isRefused() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
        try (FakeModelServer model = FakeModelServer.json("{\"data\":[]}");
                RunningGateway gateway = withTokens(model, key)) {
            assertThat(status(gateway, signed(stranger, claims().build()))).isEqualTo(401);
            assertThat(status(
                            gateway,
                            signed(
                                    key,
                                    claims().expirationTime(
                                                    Date.from(Instant.now().minusSeconds(600)))
                                            .build())))
                    .isEqualTo(401);
            assertThat(status(gateway, signed(key, claims().audience("another").build())))
                    .isEqualTo(401);
            assertThat(status(
                            gateway,
                            signed(key, claims().issuer("https://evil.example").build())))
                    .isEqualTo(401);
            assertThat(status(gateway, signed(key, claims().subject(null).build())))
                    .isEqualTo(401);
            assertThat(status(gateway, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjdXN0b21lci03In0."))
                    .isEqualTo(401);
            SignedJWT confused = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims().build());
            confused.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            assertThat(status(gateway, confused.serialize())).isEqualTo(401);
            assertThat(status(gateway, "not a token")).isEqualTo(401);
            assertThat(model.asked).isEmpty();
        }
    }

    @Test
    void certificate_ofTheAuthority_isTheAccountAndOthersCannotConnect(@TempDir Path folder) throws Exception {
        KeyStore keys = selfSigned(folder);
        Listening listening = new Listening(
                "127.0.0.1",
                0,
                Optional.of(new Listening.Tls(
                        pem(
                                folder.resolve("c.pem"),
                                "CERTIFICATE",
                                keys.getCertificate("test").getEncoded()),
                        pem(
                                folder.resolve("k.pem"),
                                "PRIVATE KEY",
                                keys.getKey("test", PASSWORD).getEncoded()),
                        Optional.of(folder.resolve("c.pem")))));
        try (FakeModelServer model = FakeModelServer.json("{\"data\":[]}");
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.listening(
                                Changed.authentication(
                                        parts,
                                        new CertificateAuthentication(
                                                new AccountNames("0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                                                Principal::of)),
                                listening))) {
            URI uri = URI.create("https://127.0.0.1:" + gateway.server.port() + MODELS);
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            try (HttpClient known = HttpClient.newBuilder()
                            .sslContext(context(keys, true))
                            .build();
                    HttpClient unknown = HttpClient.newBuilder()
                            .sslContext(context(keys, false))
                            .build()) {
                HttpResponse<String> served = known.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(served.statusCode()).isEqualTo(200);
                assertThat(served.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThatThrownBy(() -> unknown.send(request, HttpResponse.BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class);
                Instant now = Instant.now();
                gateway.measures.apply(
                        new Measure("a", new Countermeasure.Suspend(), now, now.plusSeconds(60), "r"),
                        Set.of(gateway.names.ofCertificate("CN=localhost")),
                        now);
                assertThat(known.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }

    private static KeyStore selfSigned(Path folder) throws Exception {
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
                        "SAN=IP:127.0.0.1",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static Path pem(Path file, String kind, byte[] bytes) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext context(KeyStore keys, boolean proves) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", keys.getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(proves ? own.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }
}
