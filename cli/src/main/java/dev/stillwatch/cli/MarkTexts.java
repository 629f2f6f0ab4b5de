// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads texts to look for marks in: JSON lines with token ids or text, or plain text. Streams, whatever a file's size.
 *
 * <p>A line that cannot be used is named, counted and passed over. Not thread-safe.
 */
final class MarkTexts {
    /** Characters of a plain text that are taken at once; the windows across two pieces are lost. */
    private static final int PIECE = 1 << 20;

    private static final int MOST_NAMED = 5;

    private final Optional<ModelTokenizer> tokenizer;
    private final boolean strict;
    private final List<String> named = new ArrayList<>();
    private long texts;
    private long skipped;
    private boolean fromText;

    /**
     * A reader that has read nothing.
     *
     * @param tokenizer for texts; without one, only ids can be read
     * @param strict whether a line that cannot be used ends the reading
     */
    MarkTexts(Optional<ModelTokenizer> tokenizer, boolean strict) {
        this.tokenizer = tokenizer;
        this.strict = strict;
    }

    /** How many texts were read. */
    long texts() {
        return texts;
    }

    /** How many lines were passed over. */
    long skipped() {
        return skipped;
    }

    /** The first of the lines that were passed over, with the reason. */
    List<String> named() {
        return named;
    }

    /** Whether any ids come from encoding a text again. */
    boolean fromText() {
        return fromText;
    }

    /**
     * Reads a file.
     *
     * @throws StillwatchException if it cannot be read
     */
    void read(Path file, Consumer<Reply> sink) {
        String name = file.toString();
        boolean compressed = name.endsWith(".gz");
        String plain = compressed ? name.substring(0, name.length() - 3) : name;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = compressed ? new GZIPInputStream(raw, 1 << 16) : raw) {
            if (plain.endsWith(".jsonl") || plain.endsWith(".json")) {
                lines(name, in, sink);
            } else {
                pieces(name, new InputStreamReader(in, StandardCharsets.UTF_8), sink);
            }
        } catch (NoSuchFileException e) {
            throw new StillwatchException(name + ": no such file", e);
        } catch (IOException e) {
            throw new StillwatchException(
                    name + " cannot be read to its end (" + e.getClass().getSimpleName()
                            + "); is it damaged, or a folder?",
                    e);
        }
    }

    private void lines(String name, InputStream in, Consumer<Reply> sink) throws IOException {
        BoundedLines lines = new BoundedLines(in);
        MarkTextLine parser = new MarkTextLine(text -> ids(name, text));
        while (lines.next()) {
            try {
                if (lines.tooLong()) {
                    throw new MarkTextLine.Unusable("longer than 64 MiB");
                }
                parser.parse(lines.line()).ifPresent(each -> {
                    texts++;
                    sink.accept(each);
                });
            } catch (MarkTextLine.Unusable e) {
                skip(name + ":" + lines.number() + ": " + e.getMessage());
            }
        }
    }

    private void skip(String what) {
        if (strict) {
            throw new StillwatchException(what + "; correct it, or leave out --strict to pass over such lines");
        }
        skipped++;
        if (named.size() < MOST_NAMED) {
            named.add(what);
        }
    }

    private void pieces(String name, Reader reader, Consumer<Reply> sink) throws IOException {
        char[] buffer = new char[PIECE];
        int kept = 0;
        while (true) {
            int read = reader.read(buffer, kept, PIECE - kept);
            int end = kept + Math.max(0, read);
            boolean last = read < 0;
            if (end == PIECE || last) {
                int cut = last ? end : cut(buffer, end);
                String piece = new String(buffer, 0, cut);
                if (!piece.isBlank()) {
                    texts++;
                    sink.accept(Reply.of(ids(name, piece)));
                }
                System.arraycopy(buffer, cut, buffer, 0, end - cut);
                kept = end - cut;
            } else {
                kept = end;
            }
            if (last) {
                return;
            }
        }
    }

    /** After the last line break, or at the end if that would leave nothing; never within a character. */
    private static int cut(char[] buffer, int end) {
        for (int i = end; i > end / 2; i--) {
            if (buffer[i - 1] == '\n') {
                return i;
            }
        }
        return Character.isHighSurrogate(buffer[end - 1]) ? end - 1 : end;
    }

    private int[] ids(String name, String text) {
        fromText = true;
        return tokenizer
                .orElseThrow(() -> new StillwatchException(name + " holds text, and marks lie in token ids: name the"
                        + " model's tokenizer by --tokenizer, or give token ids"))
                .ids(text);
    }
}
