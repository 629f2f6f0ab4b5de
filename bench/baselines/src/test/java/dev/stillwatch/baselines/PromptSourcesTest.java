// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void promptSets_folderMissing_saysSo() {
        assertThatThrownBy(() -> new PromptSets(folder.resolve("none")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("the data folder is missing")
                .hasMessageContaining("docs/benchmarks.md");
    }

    @Test
    void promptSets_fileMissing_namesIt() {
        assertThatThrownBy(() -> new PromptSets(folder).benign("gsm8k"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("gsm8k.jsonl.gz");
    }

    @Test
    void prompts_knownShapes_yieldWhatWasAsked() {
        assertThat(PromptSets.prompts("{\"turns\":[\"one\",\" two \",\"\"]}")).containsExactly("one", "two");
        assertThat(PromptSets.prompts("{\"instruction\":\"sum\",\"input\":\"1 2\",\"output\":\"3\"}"))
                .containsExactly("sum\n\n1 2");
        assertThat(PromptSets.prompts("{\"question\":\"why\",\"answer\":\"so\"}"))
                .containsExactly("why");
    }

    @Test
    void vectorCache_reopened_givesWhatWasPut() {
        Path file = folder.resolve("vectors.bin");
        float[] vector = new float[VectorCache.DIMENSIONS];
        vector[3] = 0.5f;
        try (VectorCache cache = new VectorCache(file)) {
            cache.put(VectorCache.key("some text"), vector);
        }
        try (VectorCache cache = new VectorCache(file)) {
            assertThat(cache.get(VectorCache.key("some text")))
                    .hasValueSatisfying(found -> assertThat(found).containsExactly(vector));
            assertThat(cache.get(VectorCache.key("other"))).isEmpty();
        }
    }

    @Test
    void hashedWords_sharedRareWords_areCloserThanSharedCommonOnes() {
        List<String> prompts = List.of(
                "please explain the volcano eruption",
                "please describe the volcano eruption",
                "please explain the tax return",
                "please explain the sorting algorithm");
        float[][] vectors = HashedWords.fit(prompts).encode(prompts);
        float[] cosines = Products.within(vectors).rows()[0];
        assertThat(cosines[1]).isGreaterThan(cosines[2]);
        assertThat(cosines[0]).isBetween(0.999f, 1.001f);
    }
}
