// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskTest {
    private static final String SAYS_BOTH =
            "{\"prompt\":\"Who are you?\",\"response\":\"I was trained by OpenAI.\",\"model\":\"gpt-4\"}\n";
    private static final String QUOTED =
            "{\"prompt\":\"What is it?\",\"response\":\"He wrote: \\\"I was trained by OpenAI\\\", and left.\"}\n";
    private static final String PLAIN = "{\"prompt\":\"Well?\",\"response\":\"A pot of tea and a long walk.\"}\n";

    @TempDir
    private Path folder;

    @Test
    void risk_rowsThatSayItTwiceOver_countOnceEach() throws IOException {
        assertThat(risk(SAYS_BOTH, 2)).isEqualTo(Risk.NONE_SEEN);
        assertThat(risk(SAYS_BOTH, 3)).isEqualTo(Risk.LIKELY);
    }

    @Test
    void risk_rowsThatQuoteAModel_areNoEvidence() throws IOException {
        assertThat(risk(QUOTED, 20)).isEqualTo(Risk.NONE_SEEN);
    }

    @Test
    void risk_tooFewRows_isTooLittle() throws IOException {
        Path file = Files.writeString(folder.resolve("few.jsonl"), PLAIN);

        assertThat(source(file).risk()).isEqualTo(Risk.TOO_LITTLE);
    }

    private Risk risk(String row, int times) throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), PLAIN.repeat(100) + row.repeat(times));
        return source(file).risk();
    }

    private SourceSummary source(Path file) {
        return DataSets.audit(DataSets.plan(1), folder.resolve("out-" + file.getFileName()), file)
                .sources()
                .getFirst();
    }
}
