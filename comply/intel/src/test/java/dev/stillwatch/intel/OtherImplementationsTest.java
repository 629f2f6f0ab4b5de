// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Runs the tests in {@code npm/}, which hold our side against what others wrote. */
@Timeout(120)
class OtherImplementationsTest {
    private static final Path FOLDER = Path.of("npm");
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path temporary;

    @Test
    void taxii_nodeClient_readsValidatesAndWrites() throws Exception {
        try (TaxiiSetting setting = new TaxiiSetting(TaxiiSetting.ticking())) {
            setting.service.publish(TaxiiSetting.SHARED, Samples.bundle());
            node(
                    "taxii.test.mjs",
                    Map.of(
                            "TAXII_URL",
                            setting.url(),
                            "READER_SECRET",
                            TaxiiSetting.READER_SECRET,
                            "WRITER_SECRET",
                            TaxiiSetting.WRITER_SECRET));
        }
    }

    @Test
    void oprf_nobleCurves_agreesOnKeysProofsAndOutputs() throws Exception {
        Path cases = temporary.resolve("cases.json");
        Files.writeString(cases, cases());
        node("oprf.test.mjs", Map.of("OPRF_CASES", cases.toAbsolutePath().toString()));
    }

    private static String cases() {
        JsonMapper json = new JsonMapper();
        ArrayNode cases = json.createArrayNode();
        Random random = new Random(2026);
        for (int i = 0; i < 12; i++) {
            byte[] seed = new byte[32];
            byte[] input = new byte[random.nextInt(80)];
            random.nextBytes(seed);
            random.nextBytes(input);
            byte[] info = {(byte) i};
            OprfKey key = OprfKey.derive(seed, info);
            BigInteger blind = new BigInteger(255, random).add(BigInteger.ONE);
            OprfRequest request = new OprfRequest(OprfSuite.VOPRF, List.of(input), List.of(blind));
            OprfAnswer answer = key.evaluate(request.elements(), new BigInteger(255, random).add(BigInteger.ONE));
            cases.addObject()
                    .put("seed", HEX.formatHex(seed))
                    .put("info", HEX.formatHex(info))
                    .put("input", HEX.formatHex(input))
                    .put("publicKey", HEX.formatHex(key.publicKey()))
                    .put("blind", HEX.formatHex(P256.fixed(blind)))
                    .put("blinded", HEX.formatHex(request.elements().getFirst()))
                    .put("evaluated", HEX.formatHex(answer.elements().getFirst()))
                    .put("proof", HEX.formatHex(answer.proof()))
                    .put(
                            "output",
                            HEX.formatHex(
                                    request.finish(answer, key.publicKey()).getFirst()));
        }
        return cases.toString();
    }

    private void node(String file, Map<String, String> surroundings) throws IOException, InterruptedException {
        assertThat(FOLDER.resolve("node_modules"))
                .as("other implementations; ./verify installs them, and so does: npm ci --prefix comply/intel/npm")
                .isDirectory();
        Path output = temporary.resolve("node.log");
        ProcessBuilder node = new ProcessBuilder("node", "--test", "--test-reporter=tap", file)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment().putAll(surroundings);
        node.environment().remove("NODE_TEST_CONTEXT");
        Process process = node.start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("node came to an end; it said:%n%s", said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("# pass [1-9]").contains("# skipped 0", "# todo 0", "# fail 0");
    }
}
