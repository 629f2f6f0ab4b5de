// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * How near a marked copy's embeddings of 400 sentences are to the original's, beside those of quantised originals.
 *
 * <p>Arguments: the original, a marked copy, and a gzipped file of JSON lines with {@code instruction} and {@code output}.
 */
public final class Quality {
    private static final int SENTENCES = 400;

    private Quality() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 3) {
            out.println("usage: Quality ORIGINAL MARKED TEXTS.jsonl.gz");
            System.exit(2);
        }
        Model original = ModelFolder.read(Path.of(arguments[0]));
        try (Texts texts = new Texts()) {
            List<int[]> sentences = texts.sentences(Path.of(arguments[2]), SENTENCES);
            Likeness likeness = new Likeness(original, sentences);
            print(out, "marked", likeness, original, ModelFolder.read(Path.of(arguments[1])));
            print(out, "int8", likeness, original, Attacks.int8(original));
            print(out, "int4", likeness, original, Attacks.asymmetric(original, 4, 128));
        }
    }

    private static void print(PrintStream out, String what, Likeness likeness, Model original, Model model) {
        double cosine = likeness.of(model);
        out.printf(
                "%-8s cosine %.6f, 1 - cosine %.2e, weights moved by %.5f%n",
                what, cosine, 1 - cosine, original.distance(model));
    }
}
