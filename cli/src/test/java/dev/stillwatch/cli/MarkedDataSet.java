// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.marks.Candidates;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.MarkedReply;
import dev.stillwatch.marks.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows whose answers are sampled, some with a mark, in a language of six hundred words that are a token each, so that
 * encoding the text gives the ids that were sampled.
 */
final class MarkedDataSet {
    private static final int WORDS = 600;

    private final StringBuilder rows = new StringBuilder();
    private final Scheme scheme;
    private final SplittableRandom random;
    private int count;

    MarkedDataSet(Scheme scheme, long seed) {
        this.scheme = scheme;
        this.random = new SplittableRandom(seed);
    }

    /** The tokenizer of the language: words between blanks. */
    static Path tokenizer(Path file) throws IOException {
        String vocabulary = IntStream.rangeClosed(1, WORDS)
                .mapToObj(id -> ",\"" + word(id) + "\":" + id)
                .collect(Collectors.joining());
        return Files.writeString(
                file,
                "{\"version\":\"1.0\",\"added_tokens\":[],\"pre_tokenizer\":{\"type\":\"WhitespaceSplit\"},"
                        + "\"model\":{\"type\":\"WordLevel\",\"unk_token\":\"[UNK]\",\"vocab\":{\"[UNK]\":0"
                        + vocabulary
                        + "}}}");
    }

    static String word(int id) {
        return "w" + id + "x";
    }

    /**
     * Adds a row.
     *
     * @param key empty for an answer without a mark
     * @param choice how likely each of a place's words is: the more even, the stronger the mark
     */
    MarkedDataSet row(String source, Optional<MarkKey> key, int words, double... choice) {
        return text(source, answer(key, words, choice));
    }

    MarkedDataSet text(String source, String answer) {
        rows.append("{\"prompt\":\"").append(count++).append("\",\"response\":\"");
        rows.append(answer).append("\",\"origin\":\"").append(source).append("\"}\n");
        return this;
    }

    String answer(Optional<MarkKey> key, int words, double... choice) {
        Optional<MarkedReply> reply = key.map(each -> scheme.sampler(each).begin(new int[0], random.split()));
        int[] ids = new int[words];
        for (int i = 0; i < words; i++) {
            int[] allowed =
                    random.ints(1, WORDS + 1).distinct().limit(choice.length).toArray();
            double[] logits = new double[choice.length];
            for (int c = 0; c < choice.length; c++) {
                logits[c] = Math.log(choice[c]);
            }
            Candidates candidates = Candidates.ofLogits(allowed, logits);
            ids[i] = reply.isPresent() ? reply.get().next(candidates).token() : drawn(allowed, choice);
        }
        return IntStream.of(ids).mapToObj(MarkedDataSet::word).collect(Collectors.joining(" "));
    }

    private int drawn(int[] allowed, double[] choice) {
        double left = random.nextDouble();
        for (int c = 0; c < choice.length - 1; c++) {
            left -= choice[c];
            if (left < 0) {
                return allowed[c];
            }
        }
        return allowed[allowed.length - 1];
    }

    Path write(Path file) throws IOException {
        return Files.writeString(file, rows);
    }
}
