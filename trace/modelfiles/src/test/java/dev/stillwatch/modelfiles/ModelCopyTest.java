// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCopyTest {
    private static final ModelCopy.Edit NONE = (tensor, weights) -> {};
    private static final ModelCopy.Progress SILENT = (bytes, of) -> {};

    @TempDir
    Path folder;

    private Path original;
    private Path weights;

    @BeforeEach
    void makeModel() throws IOException {
        original = Files.createDirectory(folder.resolve("original"));
        weights = new SampleSafetensors(3)
                .tensor("a", "BF16", 128, 2, 32)
                .tensor("none", "F32", 0, 0)
                .tensor("b", "I8", 64, 64)
                .write(original.resolve("model.safetensors"));
        Files.writeString(original.resolve("config.json"), "{}");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void copy_editingOneTensor_changesItsBytesOnly() throws IOException {
        byte[] before = Files.readAllBytes(weights);
        Path into = folder.resolve("copies/one");
        long at;
        try (ModelFiles model = ModelFiles.open(original)) {
            at = model.find("b").orElseThrow().offset();
            ModelCopy.Edit flip = (tensor, bytes) -> {
                if (tensor.name().equals("b")) {
                    bytes.set(ValueLayout.JAVA_BYTE, 5, (byte) ~bytes.get(ValueLayout.JAVA_BYTE, 5));
                }
            };
            CopiedFiles copied = ModelCopy.copy(model, into, flip, SILENT);
            assertThat(copied.files()).containsExactly(Path.of("model.safetensors"), Path.of("config.json"));
        }
        byte[] after = Files.readAllBytes(into.resolve("model.safetensors"));
        assertThat(Files.readAllBytes(weights)).isEqualTo(before);
        assertThat(Arrays.mismatch(before, after)).isEqualTo((int) at + 5);
        after[(int) at + 5] = before[(int) at + 5];
        assertThat(after).isEqualTo(before);
        assertThat(into.resolve("config.json")).hasContent("{}");
    }

    @Test
    void copy_editFails_leavesNothing() throws IOException {
        ModelCopy.Edit failing = (tensor, bytes) -> {
            throw new IllegalStateException("edit");
        };
        try (ModelFiles model = ModelFiles.open(original)) {
            assertThatThrownBy(() -> ModelCopy.copy(model, folder.resolve("copy"), failing, SILENT))
                    .hasMessage("edit");
        }
        assertThat(names()).containsExactly("original");
    }

    @Test
    void copy_intoTheOriginalOrAFullFolder_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), original);
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        try (ModelFiles model = ModelFiles.open(original)) {
            for (Path into : List.of(original, original.resolve("x/y"), link.resolve("x"), full, weights)) {
                assertThatThrownBy(() -> ModelCopy.copy(model, into, NONE, SILENT))
                        .as(into.toString())
                        .isInstanceOf(StillwatchException.class);
            }
        }
        assertThat(names()).containsExactly("full", "link", "original");
        assertThat(original.resolve("x")).doesNotExist();
    }

    @Test
    void copy_folder_bringsSmallFilesAndLeavesOtherWeights() throws IOException {
        Files.createDirectory(original.resolve("1_Pooling"));
        Files.writeString(original.resolve("1_Pooling/config.json"), "pooling");
        Files.writeString(original.resolve("pytorch_model.bin"), "weights without a mark");
        Files.writeString(original.resolve(".secret"), "hidden");
        Files.createDirectory(original.resolve(".git"));
        Files.writeString(original.resolve(".git/config"), "hidden");
        Path into = folder.resolve("copy");
        try (ModelFiles model = ModelFiles.open(original)) {
            CopiedFiles copied = ModelCopy.copy(model, into, NONE, SILENT);
            assertThat(copied.files())
                    .containsExactly(
                            Path.of("model.safetensors"), Path.of("1_Pooling/config.json"), Path.of("config.json"));
            assertThat(copied.leftOut())
                    .containsExactly(Path.of(".git/config"), Path.of(".secret"), Path.of("pytorch_model.bin"));
        }
        assertThat(into.resolve("1_Pooling/config.json")).hasContent("pooling");
        assertThat(into.resolve("pytorch_model.bin")).doesNotExist();
        assertThat(into.resolve(".git")).doesNotExist();
    }

    @Test
    void copy_linkOutOfTheFolder_isRefusedAndLeavesNothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(original.resolve("vocab.txt"), secret);
        try (ModelFiles model = ModelFiles.open(original)) {
            assertThatThrownBy(() -> ModelCopy.copy(model, folder.resolve("copy"), NONE, SILENT))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("vocab.txt")
                    .hasMessageContaining("leads out");
        }
        assertThat(names()).containsExactly("original", "secret");
    }

    @Test
    void copy_cacheOfLinksToBlobs_copiesWhatTheyLeadTo() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("cache/blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("cache/snapshots/abc"));
        Files.move(weights, blobs.resolve("1"));
        Files.writeString(blobs.resolve("2"), "settings");
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/1"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/2"));
        Path into = folder.resolve("copy");
        try (ModelFiles model = ModelFiles.open(snapshot)) {
            ModelCopy.copy(model, into, NONE, SILENT);
        }
        assertThat(into.resolve("config.json")).hasContent("settings").isRegularFile();
        assertThat(Files.isSymbolicLink(into.resolve("model.safetensors"))).isFalse();
        assertThat(into.resolve("model.safetensors")).hasSameBinaryContentAs(blobs.resolve("1"));
    }

    @Test
    void copy_oneFile_tellsHowFarItIs() throws IOException {
        List<Long> heard = new ArrayList<>();
        Path alone = Files.copy(weights, folder.resolve("alone.safetensors"));
        try (ModelFiles model = ModelFiles.open(alone)) {
            CopiedFiles copied = ModelCopy.copy(model, folder.resolve("copy"), NONE, (bytes, of) -> {
                assertThat(of).isEqualTo(model.bytes(alone).byteSize());
                heard.add(bytes);
            });
            assertThat(copied.files()).containsExactly(Path.of("alone.safetensors"));
        }
        assertThat(heard).isSorted().last().isEqualTo(Files.size(alone));
    }
}
