// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    @TempDir
    Path folder;

    private static SampleSafetensors shard(String... names) {
        SampleSafetensors file = new SampleSafetensors(7);
        for (String name : names) {
            file.tensor(name, "BF16", 128, 2, 32);
        }
        return file;
    }

    private void index(String json) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }

    @Test
    void open_safetensorsFile_listsTensorsInTheOrderOfTheirBytes() {
        Path file = new SampleSafetensors(1)
                .data(192)
                .raw("\"__metadata__\":{\"format\":\"pt\"}")
                .entry("b", "BF16", 64, 192, 2, 32)
                .entry("a", "F32", 0, 64, 16)
                .entry("scalar", "F32", 64, 64, 0)
                .write(folder.resolve("m.safetensors"));

        try (ModelFiles model = ModelFiles.open(file)) {
            assertThat(model.format()).isEqualTo(Format.SAFETENSORS);
            assertThat(model.files()).containsExactly(file);
            assertThat(model.tensors()).extracting(Tensor::name).containsExactly("a", "scalar", "b");
            Tensor b = model.find("b").orElseThrow();
            assertThat(b.type()).isEqualTo(ElementType.BF16);
            assertThat(b.rows()).isEqualTo(2);
            assertThat(b.columns()).isEqualTo(32);
            assertThat(model.weights(b).byteSize()).isEqualTo(128);
            assertThat(model.weights(b).isReadOnly()).isTrue();
            assertThat(model.find("c")).isEmpty();
            assertThat(model.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(model.parameters()).isEqualTo(Map.of(ElementType.F32, 16L, ElementType.BF16, 64L));
        }
    }

    @Test
    void open_folderWithIndex_readsAllShards() throws IOException {
        Path first = shard("a").write(folder.resolve("model-00001-of-00002.safetensors"));
        Path second = shard("b").write(folder.resolve("model-00002-of-00002.safetensors"));
        index("""
                {"metadata":{"total_size":256},"weight_map":{"b":"model-00002-of-00002.safetensors",
                 "a":"model-00001-of-00002.safetensors"}}""");

        try (ModelFiles model = ModelFiles.open(folder)) {
            assertThat(model.files()).containsExactly(first, second);
            assertThat(model.tensors()).extracting(Tensor::name).containsExactly("a", "b");
        }
    }

    @Test
    void open_indexOutOfTheFolder_isRefused() throws IOException {
        shard("a").write(folder.resolve("a.safetensors"));
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.writeString(
                below.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"../a.safetensors\"}}");

        assertThatThrownBy(() -> ModelFiles.open(below))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("none of this folder");
    }

    @Test
    void open_tensorInTwoShards_isRefused() throws IOException {
        shard("a", "c").write(folder.resolve("1.safetensors"));
        shard("b", "c").write(folder.resolve("2.safetensors"));
        index("{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}");

        assertThatThrownBy(() -> ModelFiles.open(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("2.safetensors")
                .hasMessageContaining("'c' is also in 1.safetensors");
    }

    @Test
    void open_indexNamingWhatIsNotThere_isRefused() throws IOException {
        shard("a").write(folder.resolve("1.safetensors"));
        index("{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"1.safetensors\"}}");
        assertThatThrownBy(() -> ModelFiles.open(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("'b'");

        index("{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}");
        assertThatThrownBy(() -> ModelFiles.open(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("2.safetensors")
                .hasMessageContaining("missing");
    }
}
