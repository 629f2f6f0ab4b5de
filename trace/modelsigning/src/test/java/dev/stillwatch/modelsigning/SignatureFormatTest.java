// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelsigning.ModelSignature.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The format, written out by hand from its description, and read the same way. */
class SignatureFormatTest {
    private static final Reading USUAL = new Reading(List.of(), false, bytes -> {});
    private static final String A = sha256("first\n");
    private static final String B = sha256("second");

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path signature = Path.of("");

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectories(folder.resolve("model"));
        signature = folder.resolve("model.sig");
        Files.writeString(model.resolve("one"), "first\n");
        Files.writeString(model.resolve("two"), "second");
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String root(String... files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(files).forEach(file -> all.writeBytes(HexFormat.of().parseHex(file)));
        return HexFormat.of().formatHex(digest(all.toByteArray()));
    }

    /** A statement as the tool's versions write it: members in another order, spread over lines. */
    private static String statement() {
        return """
                {
                  "_type": "https://in-toto.io/Statement/v1",
                  "subject": [ { "name": "model", "digest": { "sha256": "%s" } } ],
                  "predicateType": "https://model_signing/signature/v1.0",
                  "predicate": {
                    "resources": [
                      { "algorithm": "sha256", "digest": "%s", "name": "one" },
                      { "algorithm": "sha256", "name": "two", "digest": "%s" }
                    ],
                    "serialization": { "method": "files", "hash_type": "sha256", "allow_symlinks": false }
                  }
                }""".formatted(root(A, B), A, B);
    }

    private void sign(TestKey key, String algorithm, String publicKey, String statement) throws Exception {
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key.pair().getPrivate());
        signer.update(("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " " + statement)
                .getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        Files.writeString(signature, """
                {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{%s},\
                "dsseEnvelope":{"payload":"%s","payloadType":"application/vnd.in-toto+json",\
                "signatures":[{"sig":"%s","keyid":null}]}}""".formatted(
                        publicKey, base64.encodeToString(payload), base64.encodeToString(signer.sign())));
    }

    private Verification verify(TestKey key) {
        return ModelSignature.verify(model, signature, key.verifying(), USUAL);
    }

    @Test
    void verify_signatureMadeByHand_isIntact() throws Exception {
        TestKey key = TestKey.on("secp384r1", folder);
        String hint = sha256(Files.readString(key.publicFile()));

        sign(key, "SHA384withECDSA", "\"publicKey\":{\"hint\":\"" + hint + "\"},\"tlogEntries\":[]", statement());

        assertThat(verify(key)).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void verify_olderSignatureWithTheKeyItself_isIntactForTheGivenKeyOnly() throws Exception {
        TestKey key = TestKey.on("secp384r1", folder);
        TestKey other = TestKey.on("secp256r1", folder);

        sign(key, "SHA384withECDSA", "\"publicKey\":{\"rawBytes\":\"AAAA\",\"keyDetails\":\"X\"}", statement());

        assertThat(verify(key)).isInstanceOf(Verification.Intact.class);
        assertThat(verify(other)).isInstanceOf(Verification.NotOfThisKey.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Statement/v1 | Statement/v9 | no in-toto statement",
                "signature/v1.0 | signature/v2.0 | no list of a model's files",
                "signature/v1.0 | Digests | no list of a model's files",
                "https://model_signing/signature/v1.0 | https://model_signing/Digests/v0.1 | 0.2",
                "\"files\" | \"shards\" | only whole files",
                "\"hash_type\": \"sha256\" | \"hash_type\": \"blake2\" | only whole files",
                "\"algorithm\": \"sha256\" | \"algorithm\": \"blake3\" | another hash",
                "\"two\" | \"one\" | same file twice",
                "\"digest\": \" | \"digest\": \"00 | not laid out",
                "\"name\": \"model\" | \"name\": 7 | not laid out",
                "\"resources\" | \"files\" | not laid out",
                "{ \"name\": \"model\" | {}, { \"name\": \"model\" | about one model",
                "\"sha256\": \" | \"sha256\": \"X | contradicts itself"
            })
    void verify_statementOfAnotherKind_isRefusedWithTheReason(String change) throws Exception {
        TestKey key = TestKey.on("secp256r1", folder);
        String[] parts = change.split(" \\| ");
        String altered = statement().replace(parts[0], parts[1]);
        assertThat(altered).isNotEqualTo(statement());

        sign(key, "SHA256withECDSA", "\"publicKey\":{}", altered);

        assertThatThrownBy(() -> verify(key))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("model.sig")
                .hasMessageContaining(parts[2]);
    }

    @Test
    void verify_namesThatLeadOutOfTheModel_openNothing() throws Exception {
        TestKey key = TestKey.on("secp256r1", folder);
        Files.writeString(folder.resolve("two"), "second");
        Files.delete(model.resolve("two"));

        sign(key, "SHA256withECDSA", "\"publicKey\":{}", statement().replace("\"two\"", "\"../two\""));

        assertThat(verify(key)).isEqualTo(new Verification.Differs("model", List.of(), List.of("../two"), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"certificate\":{\"rawBytes\":\"AAAA\"} | with a certificate",
                "\"x509CertificateChain\":{} | with a certificate",
                "\"publicKey\":7 | with a certificate"
            })
    void verify_signatureWithoutAKey_isLeftToTheTool(String material) throws Exception {
        TestKey key = TestKey.on("secp256r1", folder);
        String[] parts = material.split(" \\| ");

        sign(key, "SHA256withECDSA", parts[0], statement());

        assertThatThrownBy(() -> verify(key)).hasMessageContaining(parts[1]).hasMessageContaining("model_signing");
    }

    @Test
    void verify_filesThatAreNoBundle_areRefused() throws IOException {
        TestKey key = TestKey.on("secp256r1", folder);
        for (String text : List.of("", "{}", "[]", "null", "{\"mediaType\":1}", "[".repeat(100_000))) {
            Files.writeString(signature, text);
            assertThatThrownBy(() -> verify(key))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("model.sig");
        }
        Files.delete(signature);
        assertThatThrownBy(() -> verify(key)).hasMessageContaining("there is no signature");
    }

    @Test
    void sign_writesWhatTheFormatDescribes() throws Exception {
        TestKey key = TestKey.on("secp256r1", folder);

        ModelSignature.sign(model, signature, key.signing(), USUAL);

        JsonNode bundle = new JsonMapper().readTree(Files.readAllBytes(signature));
        assertThat(bundle.at("/mediaType").stringValue()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
        assertThat(bundle.at("/verificationMaterial/publicKey/hint").stringValue())
                .isEqualTo(sha256(Files.readString(key.publicFile())));
        assertThat(bundle.at("/verificationMaterial/tlogEntries").isArray()).isTrue();
        byte[] payload =
                Base64.getDecoder().decode(bundle.at("/dsseEnvelope/payload").stringValue());
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.pair().getPublic());
        verifier.update(
                ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        verifier.update(payload);
        assertThat(verifier.verify(Base64.getDecoder()
                        .decode(bundle.at("/dsseEnvelope/signatures/0/sig").stringValue())))
                .isTrue();
        JsonNode statement = new JsonMapper().readTree(payload);
        assertThat(statement.at("/subject/0/digest/sha256").stringValue()).isEqualTo(root(A, B));
        assertThat(statement.at("/predicate/resources/1/name").stringValue()).isEqualTo("two");
        assertThat(statement.at("/predicate/resources/1/digest").stringValue()).isEqualTo(B);
        assertThat(statement.at("/predicate/serialization/ignore_paths/0").stringValue())
                .isEqualTo(".git");
    }

    @Test
    void order_isByFoldersThenCodePoints() {
        String zeros = "0".repeat(64);

        assertThat(Stream.of("b", "a/z", "a.txt", "a", "\uD83D\uDE00", "\uFF21")
                        .map(name -> new FileDigest(name, zeros))
                        .sorted(FileDigest.ORDER)
                        .map(FileDigest::name))
                .containsExactly("a", "a/z", "a.txt", "b", "\uFF21", "\uD83D\uDE00");
    }
}
