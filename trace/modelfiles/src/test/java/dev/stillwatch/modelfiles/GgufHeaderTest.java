// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.SampleGguf.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufHeaderTest {
    private static final int F32 = 0;
    private static final int Q4_0 = 2;
    private static final int Q4_K = 12;

    @TempDir
    Path folder;

    private void refused(SampleGguf file, String... words) {
        refused(file.toBytes(), words);
    }

    private void refused(byte[] file, String... words) {
        List<String> expected = words.length == 0 ? List.of(":") : List.of(words);
        Path path = SampleSafetensors.write(folder.resolve("m.gguf"), file);
        assertThatThrownBy(() -> ModelFiles.open(path).close())
                .isInstanceOf(StillwatchException.class)
                .message()
                .contains("m.gguf")
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void open_tensorsOfSeveralTypes_givesShapesAndPlaces(int version) throws IOException {
        Path file = new SampleGguf()
                .version(version)
                .alignment(64)
                .text("general.architecture", "llama")
                .key(new Writer()
                        .text("tokenizer.ggml.tokens")
                        .int32(SampleGguf.LIST)
                        .int32(SampleGguf.TEXT)
                        .int64(2)
                        .text("a")
                        .text("b")
                        .done())
                .tensor("blk.0.attn_q.weight", Q4_K, 2 * 144, 256, 2)
                .tensor("blk.0.ffn.weight", Q4_0, 3 * 18, 32, 3)
                .tensor("norm", F32, 20, 5)
                .write(folder.resolve("m.gguf"));

        try (ModelFiles model = ModelFiles.open(file)) {
            assertThat(model.format()).isEqualTo(Format.GGUF);
            assertThat(model.tensors())
                    .extracting(Tensor::type)
                    .containsExactly(ElementType.Q4_K, ElementType.Q4_0, ElementType.F32);
            Tensor first = model.tensors().getFirst();
            assertThat(first.shape()).containsExactly(2L, 256L);
            assertThat(first.columns()).isEqualTo(256);
            assertThat(model.tensors()).allMatch(t -> t.offset() % 64 == 0);
            assertThat(model.tensors().getLast().offset() + 20).isEqualTo(Files.size(file));
            assertThat(model.metadata())
                    .isEqualTo(Map.of(
                            "general.alignment", "64",
                            "general.architecture", "llama",
                            "tokenizer.ggml.tokens", "list of 2"));
        }
    }

    @Test
    void open_partOfSeveral_opensAll() throws IOException {
        for (int n = 1; n <= 3; n++) {
            new SampleGguf().tensor("t" + n, F32, 4, 1).write(folder.resolve("m-0000" + n + "-of-00003.gguf"));
        }
        for (Path path : List.of(folder, folder.resolve("m-00002-of-00003.gguf"))) {
            try (ModelFiles model = ModelFiles.open(path)) {
                assertThat(model.tensors()).extracting(Tensor::name).containsExactly("t1", "t2", "t3");
            }
        }
        Files.delete(folder.resolve("m-00003-of-00003.gguf"));
        assertThatThrownBy(() -> ModelFiles.open(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContainingAll("m-00003-of-00003.gguf", "missing");
    }

    @Test
    void open_otherVersions_areRefusedByName() {
        refused(new SampleGguf().version(1), "GGUF version 1");
        refused(new SampleGguf().version(4), "GGUF version 4");
        refused(new SampleGguf().version(3 << 24), "big-endian");
    }

    @Test
    void open_everyCut_isRefused() {
        byte[] whole = new SampleGguf().text("a", "b").tensor("t", Q4_0, 18, 32).toBytes();
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void open_absurdCounts_areRefusedBeforeTheyCost() {
        refused(new SampleGguf().counts(1L << 40, 0), "1099511627776 tensors");
        refused(new SampleGguf().counts(-1, Long.MAX_VALUE), "keys");
        refused(new SampleGguf().tensor("t", F32, 4, 1).counts(1 << 20, 0));
        refused(
                new SampleGguf()
                        .key(new Writer()
                                .text("k")
                                .int32(SampleGguf.TEXT)
                                .int64(-1)
                                .done()),
                "18446744073709551615");
        refused(
                new SampleGguf()
                        .key(new Writer()
                                .text("k")
                                .int32(SampleGguf.LIST)
                                .int32(12)
                                .int64(Long.MAX_VALUE / 4)
                                .done()),
                "header");
    }

    @Test
    void open_listsInLists_areRefused() {
        Writer deep = new Writer().text("k").int32(SampleGguf.LIST);
        for (int i = 0; i < 50; i++) {
            deep.int32(SampleGguf.LIST).int64(1);
        }
        refused(new SampleGguf().key(deep.done()), "lists within lists", "'k'");
    }

    @Test
    void open_tensorsOutOfPlace_areRefusedByName() {
        refused(new SampleGguf().place("t", F32, 0, 1L << 32, 1L << 32).data(64), "'t'", "more elements");
        refused(new SampleGguf().place("t", F32, 0, 1L << 61).data(64), "'t'", "more elements");
        refused(new SampleGguf().place("t", F32, 0, 17).data(64), "'t'", "past the end");
        refused(new SampleGguf().place("t", F32, -32, 1).data(64), "'t'");
        refused(new SampleGguf().place("t", F32, 32, 1).data(64), "'t'", "gap");
        refused(new SampleGguf().place("t", F32, 1, 1).data(64), "'t'", "gap");
        refused(new SampleGguf().place("t", F32, 0, 1, 1, 1, 1, 1).data(64), "'t'", "dimensions");
        refused(new SampleGguf().place("t", F32, 0, 16).place("u", F32, 32, 4).data(64), "'u'", "overlaps");
        refused(new SampleGguf().place("t", Q4_0, 0, 33).data(64), "'t'", "whole blocks");
        refused(new SampleGguf().place("t", F32, 0, 8).place("t", F32, 32, 8).data(64), "'t'", "also in");
        refused(new SampleGguf().place("a\u001b[2J", F32, 0, 8).data(64), "control characters", "'a?[2J'");
    }

    @Test
    void open_alignmentThatIsNone_isRefused() {
        for (int alignment : new int[] {3, 1 << 21, -8}) {
            refused(
                    new SampleGguf()
                            .key(new Writer()
                                    .text("general.alignment")
                                    .int32(SampleGguf.U32)
                                    .int32(alignment)
                                    .done()),
                    "general.alignment");
        }
    }

    @Test
    void open_unknownType_isKeptUnread() {
        Path file = new SampleGguf()
                .place("new", 999, 0, 100)
                .place("t", F32, 64, 8)
                .data(96)
                .write(folder.resolve("m.gguf"));
        try (ModelFiles model = ModelFiles.open(file)) {
            Tensor unknown = model.tensors().getFirst();
            assertThat(unknown.type()).isEqualTo(ElementType.OTHER);
            assertThat(unknown.bytes()).isEqualTo(64);
            assertThat(RunCodec.of(unknown.type())).isEmpty();
        }
    }
}
