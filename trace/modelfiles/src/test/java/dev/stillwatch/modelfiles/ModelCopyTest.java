// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCopyTest {
    private static final ModelCopy.Edit NONE = new ModelCopy.Edit() {
        @Override
        public int unit(Tensor tensor) {
            return 0;
        }

        @Override
        public void edit(Tensor tensor, long first, MemorySegment weights) {
            throw new AssertionError(tensor.name() + " stays as it is");
        }
    };
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

    /** Edits tensors by these names whole. */
    private static ModelCopy.Edit edit(String name, Consumer<MemorySegment> change) {
        return new ModelCopy.Edit() {
            @Override
            public int unit(Tensor tensor) {
                return tensor.name().equals(name) ? (int) tensor.elements() : 0;
            }

            @Override
            public void edit(Tensor tensor, long first, MemorySegment weights) {
                assertThat(tensor.name()).isEqualTo(name);
                assertThat(first).isZero();
                change.accept(weights);
            }
        };
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static CopiedFiles copy(ModelFiles model, Path into, ModelCopy.Edit edit) {
        return ModelCopy.copy(model, into, edit, SILENT, _ -> {});
    }

    @Test
    void copy_editingOneTensor_changesItsBytesOnly_andHashesBoth() throws IOException {
        byte[] before = Files.readAllBytes(weights);
        Path into = folder.resolve("copies/one");
        long at;
        try (ModelFiles model = ModelFiles.open(original)) {
            at = model.find("b").orElseThrow().offset();
            ModelCopy.Edit flip = edit(
                    "b", bytes -> bytes.set(ValueLayout.JAVA_BYTE, 5, (byte) ~bytes.get(ValueLayout.JAVA_BYTE, 5)));
            CopiedFiles copied = copy(model, into, flip);
            assertThat(copied.others()).containsExactly(Path.of("config.json"));
            assertThat(copied.weights())
                    .containsExactly(new CopiedFiles.Weights(
                            Path.of("model.safetensors"), sha256(weights), sha256(into.resolve("model.safetensors"))));
        }
        byte[] after = Files.readAllBytes(into.resolve("model.safetensors"));
        assertThat(Files.readAllBytes(weights)).isEqualTo(before);
        assertThat(Arrays.mismatch(before, after)).isEqualTo((int) at + 5);
        after[(int) at + 5] = before[(int) at + 5];
        assertThat(after).isEqualTo(before);
        assertThat(into.resolve("config.json")).hasContent("{}");
    }

    /** Several pieces, some with many tensors, some with a part of one. */
    @Test
    void copy_largeFile_editsEachUnitOnce_inWhateverPieces() throws IOException {
        SampleSafetensors sample = new SampleSafetensors(5);
        for (int i = 0; i < 40; i++) {
            sample = sample.tensor("small" + i, "I8", 1_000, 1_000);
        }
        Path large = sample.tensor("large", "BF16", 24_006_000, 3_000, 4_001)
                .tensor("last", "F32", 4_000_000, 1_000_000)
                .write(folder.resolve("large.safetensors"));
        byte[] before = Files.readAllBytes(large);
        ModelCopy.Edit invert = new ModelCopy.Edit() {
            @Override
            public int unit(Tensor tensor) {
                return tensor.name().equals("last") ? 0 : 1_000;
            }

            @Override
            public void edit(Tensor tensor, long first, MemorySegment weights) {
                assertThat(first % 1_000).isZero();
                for (long i = 0; i < weights.byteSize(); i++) {
                    weights.set(ValueLayout.JAVA_BYTE, i, (byte) ~weights.get(ValueLayout.JAVA_BYTE, i));
                }
            }
        };
        Path into = folder.resolve("copy");
        try (ModelFiles model = ModelFiles.open(large)) {
            CopiedFiles copied = copy(model, into, invert);
            assertThat(copied.weights().getFirst().originalSha256()).isEqualTo(sha256(large));
            assertThat(copied.weights().getFirst().sha256()).isEqualTo(sha256(into.resolve("large.safetensors")));
            for (Tensor tensor : model.tensors()) {
                if (!tensor.name().equals("last")) {
                    for (int i = (int) tensor.offset(); i < tensor.offset() + tensor.bytes(); i++) {
                        before[i] = (byte) ~before[i];
                    }
                }
            }
        }
        assertThat(Arrays.equals(Files.readAllBytes(into.resolve("large.safetensors")), before))
                .isTrue();
    }

    @Test
    void copy_editFails_leavesNothing() throws IOException {
        ModelCopy.Edit failing = edit("a", _ -> {
            throw new IllegalStateException("edit");
        });
        try (ModelFiles model = ModelFiles.open(original)) {
            assertThatThrownBy(() -> copy(model, folder.resolve("copy"), failing))
                    .hasMessage("edit");
        }
        assertThat(names()).containsExactly("original");
    }

    @Test
    void copy_beforeItAppears_isToldWhatWasCopied_andMayPreventIt() throws IOException {
        try (ModelFiles model = ModelFiles.open(original)) {
            assertThatThrownBy(() -> ModelCopy.copy(model, folder.resolve("copy"), NONE, SILENT, copied -> {
                        assertThat(copied.weights()).hasSize(1);
                        assertThat(folder.resolve("copy")).doesNotExist();
                        throw new IllegalStateException("not registered");
                    }))
                    .hasMessage("not registered");
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
                assertThatThrownBy(() -> copy(model, into, NONE))
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
            CopiedFiles copied = copy(model, into, NONE);
            assertThat(copied.others()).containsExactly(Path.of("1_Pooling/config.json"), Path.of("config.json"));
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
            assertThatThrownBy(() -> copy(model, folder.resolve("copy"), NONE))
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
            copy(model, into, NONE);
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
            ModelCopy.Progress hears = (bytes, of) -> {
                assertThat(of).isEqualTo(model.bytes(alone).byteSize());
                heard.add(bytes);
            };
            CopiedFiles copied = ModelCopy.copy(model, folder.resolve("copy"), NONE, hears, _ -> {});
            assertThat(copied.weights())
                    .extracting(CopiedFiles.Weights::name)
                    .containsExactly(Path.of("alone.safetensors"));
            assertThat(copied.others()).isEmpty();
        }
        assertThat(heard).isSorted().last().isEqualTo(Files.size(alone));
    }
}
