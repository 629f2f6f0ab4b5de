// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RFC 9497's own vectors of P256-SHA256 (appendix A.3), and what a peer might send. */
class OprfTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SEED = Samples.filled(0xA3);

    private static JsonNode vectors(OprfSuite suite) {
        try (InputStream in = OprfTest.class.getResourceAsStream("/rfc9497-p256-sha256.json")) {
            return new JsonMapper().readTree(in).path(suite == OprfSuite.OPRF ? 0 : 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> list(JsonNode vector, String name) {
        return Stream.of(vector.path(name).asString().split(","))
                .map(HEX::parseHex)
                .toList();
    }

    private static String hex(List<byte[]> bytes) {
        return String.join(",", bytes.stream().map(HEX::formatHex).toList());
    }

    @ParameterizedTest
    @EnumSource(OprfSuite.class)
    void derive_rfcSeed_givesTheRfcKey(OprfSuite suite) {
        JsonNode group = vectors(suite);
        OprfKey key = OprfKey.derive(
                suite,
                HEX.parseHex(group.path("seed").asString()),
                HEX.parseHex(group.path("keyInfo").asString()));

        assertThat(HEX.formatHex(P256.fixed(key.secret())))
                .isEqualTo(group.path("skSm").asString());
        if (suite == OprfSuite.VOPRF) {
            assertThat(HEX.formatHex(key.publicKey()))
                    .isEqualTo(group.path("pkSm").asString());
        }
    }

    @ParameterizedTest
    @EnumSource(OprfSuite.class)
    void allSteps_rfcVectors_giveTheRfcValues(OprfSuite suite) {
        JsonNode group = vectors(suite);
        OprfKey key = new OprfKey(suite, new BigInteger(group.path("skSm").asString(), 16));
        int seen = 0;
        for (JsonNode vector : group.path("vectors")) {
            OprfRequest request = new OprfRequest(
                    suite,
                    list(vector, "Input"),
                    list(vector, "Blind").stream()
                            .map(b -> new BigInteger(1, b))
                            .toList());
            assertThat(hex(request.elements()))
                    .isEqualTo(vector.path("BlindedElement").asString());

            BigInteger random = suite == OprfSuite.OPRF
                    ? BigInteger.TWO
                    : new BigInteger(vector.path("Proof").path("r").asString(), 16);
            OprfAnswer answer = key.evaluate(request.elements(), random);
            assertThat(hex(answer.elements()))
                    .isEqualTo(vector.path("EvaluationElement").asString());
            if (suite == OprfSuite.VOPRF) {
                assertThat(HEX.formatHex(answer.proof()))
                        .isEqualTo(vector.path("Proof").path("proof").asString());
            }
            assertThat(hex(request.finish(answer, key.publicKey())))
                    .isEqualTo(vector.path("Output").asString());
            seen++;
        }
        assertThat(seen).isEqualTo(suite == OprfSuite.OPRF ? 2 : 3);
    }

    @Test
    void multiply_manyScalars_agreesWithDoublingAndAdding() {
        Random random = new Random(9497);
        for (int round = 0; round < 40; round++) {
            BigInteger scalar = new BigInteger(255, random).add(BigInteger.TWO);
            P256.Point point = OprfSuite.OPRF.hashToGroup(scalar.toByteArray());
            assertThat(P256.multiply(scalar, point)).isEqualTo(byAdding(scalar, point));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void multiply_scalarsAtTheEdges_agree(int small) {
        BigInteger scalar = BigInteger.valueOf(small);
        P256.Point point = P256.GENERATOR;

        assertThat(P256.multiply(scalar, point)).isEqualTo(byAdding(scalar, point));
        assertThat(P256.multiply(P256.N.subtract(scalar), point))
                .isEqualTo(byAdding(scalar, point).negated());
    }

    private static P256.Point byAdding(BigInteger scalar, P256.Point point) {
        P256.Point sum = point;
        for (int bit = scalar.bitLength() - 2; bit >= 0; bit--) {
            sum = P256.add(sum, sum);
            sum = scalar.testBit(bit) ? P256.add(sum, point) : sum;
        }
        return sum;
    }

    @Test
    void token_twoClientsOfOneKey_agreeThoughTheirRequestsDiffer() {
        OprfKey key = OprfKey.derive(SEED, new byte[] {1});
        SecureRandom random = new SecureRandom();
        OprfRequest one = OprfRequest.of(IdentifierKind.EMAIL, "Mallory@example.com", "2026-11", random)
                .orElseThrow();
        OprfRequest other = OprfRequest.of(IdentifierKind.EMAIL, "mallory@EXAMPLE.com ", "2026-11", random)
                .orElseThrow();

        assertThat(hex(one.elements())).isNotEqualTo(hex(other.elements()));
        assertThat(one.token(
                        key.evaluate(one.elements(), random), key.publicKey(), IdentifierKind.EMAIL, "o1", "2026-11"))
                .isEqualTo(other.token(
                        key.evaluate(other.elements(), random),
                        key.publicKey(),
                        IdentifierKind.EMAIL,
                        "o1",
                        "2026-11"));
    }

    @Test
    void finish_answerOfAnotherKey_isRefused() {
        OprfKey key = OprfKey.derive(SEED, new byte[] {1});
        OprfKey other = OprfKey.derive(SEED, new byte[] {2});
        OprfRequest request = OprfRequest.of(IdentifierKind.ACCOUNT, "a", "2026-11", new SecureRandom())
                .orElseThrow();

        assertThatThrownBy(() -> request.finish(other.evaluate(request.elements(), BigInteger.TEN), key.publicKey()))
                .hasMessageContaining("key that was agreed on");
    }

    @Test
    void finish_alteredAnswer_isRefused() {
        OprfKey key = OprfKey.derive(SEED, new byte[] {1});
        OprfRequest request = OprfRequest.of(IdentifierKind.ACCOUNT, "a", "2026-11", new SecureRandom())
                .orElseThrow();
        OprfAnswer answer = key.evaluate(request.elements(), BigInteger.TEN);
        byte[] element = answer.elements().getFirst();
        element[0] ^= 1;

        assertThatThrownBy(() -> request.finish(new OprfAnswer(List.of(element), answer.proof()), key.publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void point_bytesOffTheCurveOrOfAnotherForm_areNone() {
        byte[] large = new byte[33];
        Arrays.fill(large, (byte) 0xFF);
        large[0] = 2;
        byte[] uncompressed = P256.GENERATOR.bytes();
        uncompressed[0] = 4;
        byte[] offCurve = new byte[33];
        offCurve[0] = 2;
        offCurve[32] = 1;

        assertThat(Stream.of(large, uncompressed, offCurve, new byte[33], new byte[0])
                        .map(P256::point))
                .allMatch(Optional::isEmpty);
        assertThat(P256.point(P256.GENERATOR.bytes())).contains(P256.GENERATOR);
    }
}
