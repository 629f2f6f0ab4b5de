// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes a data set of chat messages for the benchmark: {@code java MakeDataSet.java FILE MEGABYTES DOCS [words]}. Texts
 * are sentences of the project's own pages in another order or, with {@code words}, their words, so that they have next to
 * no run of words in common with the first; one row in twenty says that a model wrote it.
 */
final class MakeDataSet {
    private MakeDataSet() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long bytes = Long.parseLong(arguments[1]) * 1_000_000;
        List<String> sentences = sentences(Path.of(arguments[2]));
        boolean words = arguments.length > 3 && arguments[3].equals("words");
        SplittableRandom random = new SplittableRandom(words ? 8 : 7);
        if (words) {
            sentences = scrambled(sentences, random);
        }
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long row = 0; written < bytes; row++) {
                byte[] line = row(sentences, random, row).getBytes(StandardCharsets.UTF_8);
                out.write(line);
                written += line.length;
            }
        }
    }

    private static List<String> sentences(Path docs) throws IOException {
        List<String> sentences = new ArrayList<>();
        List<Path> pages;
        try (Stream<Path> all = Files.list(docs)) {
            pages = all.filter(page -> page.toString().endsWith(".md")).sorted().toList();
        }
        for (Path page : pages) {
            String text = Files.readString(page).replaceAll("[\\s|`*#]+", " ");
            for (String sentence : text.split("(?<=[.:;]) ")) {
                if (sentence.length() > 20 && sentence.length() < 400) {
                    sentences.add(sentence.replace("\\", "/").replace("\"", "\\\""));
                }
            }
        }
        return sentences;
    }

    /** A hundred thousand pieces of ten words each. */
    private static List<String> scrambled(List<String> sentences, SplittableRandom random) {
        List<String> words =
                sentences.stream().flatMap(each -> Stream.of(each.split(" "))).toList();
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            StringBuilder piece = new StringBuilder();
            for (int k = 0; k < 10; k++) {
                piece.append(k == 0 ? "" : " ").append(words.get(random.nextInt(words.size())));
            }
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static String row(List<String> sentences, SplittableRandom random, long row) {
        String claim = random.nextInt(20) == 0 ? ",\"model\":\"gpt-4o\"" : "";
        return "{\"id\":" + row + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + words(sentences, random, 1)
                + "\"},{\"role\":\"assistant\",\"content\":\"" + words(sentences, random, 2 + random.nextInt(14)) + "\"}]"
                + claim + "}\n";
    }

    private static String words(List<String> sentences, SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(sentences.get(random.nextInt(sentences.size())));
        }
        return text.toString();
    }
}
