// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDKs for Node.js: runs the tests in {@code npm/}, each file against a gateway of its own. */
@Timeout(120)
class NpmSdkTest {
    private static final Path FOLDER = Path.of("npm");

    @ParameterizedTest
    @ValueSource(strings = {"openai.test.mjs", "anthropic.test.mjs"})
    void sdk_throughTheGateway_worksUnchanged(String file) throws Exception {
        assertThat(FOLDER.resolve("node_modules"))
                .as("the SDKs; ./verify installs them, and so does: npm ci --prefix tests/sdk/npm")
                .isDirectory();
        Path output = Files.createTempFile("npm-", ".log");
        try (Setting setting = new Setting(InstantSource.system())) {
            ProcessBuilder node = new ProcessBuilder("node", "--test", "--test-reporter=tap", file)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            node.environment().put("GATEWAY_URL", setting.url());
            node.environment().put("MODEL_URL", setting.model.url().toString());
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
            assertThat(setting.recorded.digests).isNotEmpty();
        } finally {
            Files.delete(output);
        }
    }
}
