// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelsigning.ModelSignature.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSignatureTest {
    private static final Reading USUAL = new Reading(List.of(), false, bytes -> {});

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path signature = Path.of("");

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectories(folder.resolve("llama"));
        signature = model.resolve("model.sig");
        write("config.json", "{}");
        write("weights/part-1.safetensors", "a".repeat(3_000_000));
        write("weights/part-2.safetensors", "b".repeat(10));
        write("empty.txt", "");
        write(".gitattributes", "*.bin lfs");
        write(".git/HEAD", "ref");
    }

    private void write(String name, String content) throws IOException {
        Path file = model.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    private TestKey key() {
        return TestKey.on("secp256r1", folder);
    }

    private Verification verify(TestKey key) {
        return ModelSignature.verify(model, signature, key.verifying(), USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void verify_unchangedModel_isIntact(String curve) {
        TestKey key = TestKey.on(curve, folder);

        int files = ModelSignature.sign(model, signature, key.signing(), USUAL);

        assertThat(files).isEqualTo(4);
        assertThat(verify(key))
                .isEqualTo(new Verification.Intact(
                        "llama", 4, List.of(".git", ".gitattributes", ".github", ".gitignore", "model.sig")));
    }

    @Test
    void verify_changedMissingAndExtraFiles_areNamed() throws IOException {
        TestKey key = key();
        ModelSignature.sign(model, signature, key.signing(), USUAL);
        write("weights/part-2.safetensors", "b".repeat(9) + "c");
        Files.delete(model.resolve("config.json"));
        write("weights/modelling.py", "import os");
        write(".git/index", "not the model's");

        assertThat(verify(key))
                .isEqualTo(new Verification.Differs(
                        "llama",
                        List.of("weights/part-2.safetensors"),
                        List.of("config.json"),
                        List.of("weights/modelling.py")));
    }

    @Test
    void verify_otherKey_saysNothingOfTheFiles() {
        TestKey key = key();
        ModelSignature.sign(model, signature, key.signing(), USUAL);

        assertThat(verify(TestKey.on("secp384r1", folder))).isInstanceOf(Verification.NotOfThisKey.class);
    }

    @Test
    void verify_eachAlteredByte_neverIntact() throws IOException {
        TestKey key = key();
        ModelSignature.sign(model, signature, key.signing(), USUAL);
        byte[] whole = Files.readAllBytes(signature);
        for (int i = 0; i < whole.length; i += 7) {
            byte[] altered = whole.clone();
            altered[i] ^= 2;
            Files.write(signature, altered);
            assertThat(outcome(key)).as("byte %d", i).isNotEqualTo("forged");
        }
    }

    /** An altered byte may lie in what nothing depends on, but what is believed must be what was signed. */
    private String outcome(TestKey key) {
        try {
            return switch (verify(key)) {
                case Verification.Intact intact -> intact.files() == 4 ? "as signed" : "forged";
                case Verification.Differs _ -> "forged";
                case Verification.NotOfThisKey _ -> "not of this key";
            };
        } catch (StillwatchException e) {
            return "refused";
        }
    }

    @Test
    void verify_cutOffSignature_isRefusedWithItsName() throws IOException {
        TestKey key = key();
        ModelSignature.sign(model, signature, key.signing(), USUAL);
        byte[] whole = Files.readAllBytes(signature);
        for (int length : new int[] {1, 40, whole.length / 2, whole.length - 1}) {
            Files.write(signature, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> verify(key))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("model.sig")
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void sign_singleFile_coversThatFile() throws IOException {
        TestKey key = key();
        Path file = model.resolve("config.json");
        Path beside = folder.resolve("config.sig");

        assertThat(ModelSignature.sign(file, beside, key.signing(), USUAL)).isOne();
        assertThat(ModelSignature.verify(file, beside, key.verifying(), USUAL)).isInstanceOf(Verification.Intact.class);
        Files.writeString(file, "{ }");
        assertThat(ModelSignature.verify(file, beside, key.verifying(), USUAL))
                .isEqualTo(new Verification.Differs("config.json", List.of("."), List.of(), List.of()));
    }

    @Test
    void sign_ignoredPaths_stayIgnoredWhenVerified() throws IOException {
        TestKey key = key();
        ModelSignature.sign(model, signature, key.signing(), new Reading(List.of("weights"), false, bytes -> {}));
        write("weights/part-2.safetensors", "another");

        assertThat(verify(key)).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void sign_symbolicLinks_areRefusedUnlessAllowed() throws IOException {
        TestKey key = key();
        Path blob = Files.writeString(folder.resolve("blob"), "weights");
        Files.createSymbolicLink(model.resolve("linked.bin"), blob);

        assertThatThrownBy(() -> ModelSignature.sign(model, signature, key.signing(), USUAL))
                .hasMessageContaining("linked.bin")
                .hasMessageContaining("--allow-symlinks");
        assertThat(signature).doesNotExist();

        assertThat(ModelSignature.sign(model, signature, key.signing(), new Reading(List.of(), true, bytes -> {})))
                .isEqualTo(5);
        assertThat(verify(key)).isInstanceOf(Verification.Intact.class);
        Files.writeString(blob, "other weights");
        assertThat(verify(key))
                .isEqualTo(new Verification.Differs("llama", List.of("linked.bin"), List.of(), List.of()));
        Files.delete(model.resolve("linked.bin"));
        Files.createSymbolicLink(model.resolve("linked.bin"), folder.resolve("nowhere"));
        assertThatThrownBy(() -> verify(key)).hasMessageContaining("symbolic link to no file");
    }

    @Test
    void sign_nothingToSign_isRefused() throws IOException {
        TestKey key = key();
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> ModelSignature.sign(empty, signature, key.signing(), USUAL))
                .hasMessageContaining("holds no files");
        assertThatThrownBy(() -> ModelSignature.sign(folder.resolve("nowhere"), signature, key.signing(), USUAL))
                .hasMessageContaining("no such file or folder");
        assertThatThrownBy(
                        () -> ModelSignature.sign(model, folder.resolve("no/folder/model.sig"), key.signing(), USUAL))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void sign_tellsHowManyBytesWereRead() {
        AtomicLong bytes = new AtomicLong();

        ModelSignature.sign(model, signature, key().signing(), new Reading(List.of(), false, bytes::addAndGet));

        assertThat(bytes).hasValue(3_000_012);
    }
}
