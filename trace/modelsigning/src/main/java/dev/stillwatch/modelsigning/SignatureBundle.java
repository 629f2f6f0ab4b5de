// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Sigstore bundle 0.3 that holds a DSSE envelope with one signature.
 *
 * @param keyHint the SHA-256 of the public key's file in PEM; empty in signatures before version 1.1 of the tool
 * @param payload what is signed, byte for byte, in Base64
 * @param signature ECDSA in DER, in Base64
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md">DSSE 1.0, what is signed</a>
 */
record SignatureBundle(Optional<String> keyHint, String payload, String signature) {
    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static SignatureBundle of(String keyHint, byte[] payload, byte[] signature) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new SignatureBundle(
                Optional.of(keyHint), base64.encodeToString(payload), base64.encodeToString(signature));
    }

    byte[] payloadBytes() {
        return Base64.getDecoder().decode(payload);
    }

    byte[] signatureBytes() {
        return Base64.getDecoder().decode(signature);
    }

    /** What the key signs: the payload and its type, each with its length, so that no byte can move between them. */
    static byte[] signedBytes(byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("mediaType", MEDIA_TYPE);
        ObjectNode material = root.putObject("verificationMaterial");
        material.putObject("publicKey").put("hint", keyHint.orElse(""));
        material.putArray("tlogEntries");
        ObjectNode envelope = root.putObject("dsseEnvelope");
        envelope.put("payload", payload);
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.putArray("signatures").addObject().put("sig", signature).put("keyid", "");
        return JSON.writeValueAsBytes(root);
    }

    /** Reads a bundle without checking what it says. */
    static SignatureBundle parse(byte[] json) throws UnreadableSignature {
        try {
            return of(JSON.readTree(json));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableSignature("it is damaged or no Sigstore bundle in JSON", e);
        }
    }

    private static SignatureBundle of(JsonNode root) throws UnreadableSignature {
        if (!MEDIA_TYPE.equals(root.path("mediaType").asString(""))) {
            throw new UnreadableSignature("it is no Sigstore bundle of version 0.3");
        }
        JsonNode material = root.path("verificationMaterial");
        JsonNode key = material.path("publicKey");
        if (!key.isObject()) {
            throw new UnreadableSignature("it was made with a certificate or by Sigstore and not with a key; verify it"
                    + " with the tool model_signing");
        }
        JsonNode envelope = root.required("dsseEnvelope");
        if (!envelope.required("payloadType").stringValue().equals(PAYLOAD_TYPE)) {
            throw new UnreadableSignature("what is signed is no in-toto statement");
        }
        JsonNode signatures = envelope.required("signatures");
        if (signatures.size() != 1) {
            throw new UnreadableSignature("it must hold one signature, and holds " + signatures.size());
        }
        Optional<String> hint = Optional.of(key.path("hint").asString("")).filter(text -> !text.isEmpty());
        SignatureBundle bundle = new SignatureBundle(
                hint,
                envelope.required("payload").stringValue(),
                signatures.required(0).required("sig").stringValue());
        Base64.getDecoder().decode(bundle.payload());
        Base64.getDecoder().decode(bundle.signature());
        return bundle;
    }
}
