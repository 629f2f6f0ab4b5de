// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes the sketch of a data set: a file that holds none of its text.
 *
 * <p>The file depends on the set of texts only, not on their order or on how often each comes. Memory of some 400 bytes
 * a text while it is made; 264 bytes a text on disk. Not thread-safe.
 */
public final class KnownSetWriter {
    private static final int FIRST = 1024;
    private static final int LONGEST_NAME = 200;

    private final String name;
    private long[] exact = new long[FIRST];
    private byte[][] sketches = new byte[FIRST][];
    private int count;
    private long tooShort;

    /**
     * A sketch of no texts yet.
     *
     * @param name the data set's name, which reports show; 1 to 200 bytes
     */
    public KnownSetWriter(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isBlank() || bytes > LONGEST_NAME) {
            throw new StillwatchException("the name of a known set must have 1 to " + LONGEST_NAME + " bytes");
        }
        this.name = name;
    }

    /** Adds a text, as {@link KnownSet#identifying} gives it; one of fewer than {@value KnownSet#LEAST_WORDS} words is only counted. */
    public void add(CharSequence text) {
        KnownSet.Fingerprint print = KnownSet.Fingerprint.of(text);
        if (print.words() < KnownSet.LEAST_WORDS) {
            tooShort++;
            return;
        }
        if (count == exact.length) {
            exact = Arrays.copyOf(exact, 2 * count);
            sketches = Arrays.copyOf(sketches, 2 * count);
        }
        exact[count] = print.exact();
        sketches[count++] = Sketcher.USUAL.sketch(text).bytes();
    }

    /** How many texts were added, copies counted again. */
    public long added() {
        return count;
    }

    /** How many texts were left out as too short to be told from chance. */
    public long tooShort() {
        return tooShort;
    }

    /**
     * Writes the file, replacing an earlier one when it is whole, and returns how many different texts it knows.
     *
     * @throws StillwatchException if there are none, or it cannot be written
     */
    public long write(Path file) {
        if (count == 0) {
            throw new StillwatchException("no text of " + KnownSet.LEAST_WORDS + " words or more was found, so there is"
                    + " nothing to know the set by; check the files and which member of a record holds the answer");
        }
        int[] rows = distinct();
        try (CheckedFileWriter out = new CheckedFileWriter(file, KnownSet.MAGIC)) {
            byte[] title = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), KnownSet.NAME_BYTES);
            out.putInt(rows.length);
            out.putInt(0);
            out.put(title);
            for (int row : rows) {
                out.putLong(exact[row]);
            }
            for (int row : rows) {
                out.put(sketches[row]);
            }
            for (int band = 0; band < KnownSet.BANDS; band++) {
                for (int place : order(rows, band)) {
                    out.putInt(place);
                }
            }
            out.finish();
        }
        return rows.length;
    }

    /** One row for each different text, in the order of their hashes. */
    private int[] distinct() {
        Integer[] rows = new Integer[count];
        Arrays.setAll(rows, i -> i);
        Arrays.sort(rows, (a, b) -> Long.compare(exact[a], exact[b]));
        int[] different = new int[count];
        int n = 0;
        for (int row : rows) {
            if (n == 0 || exact[row] != exact[different[n - 1]]) {
                different[n++] = row;
            }
        }
        return Arrays.copyOf(different, n);
    }

    /** The rows' places in the file by the values of one band, equal ones by place. */
    private int[] order(int[] rows, int band) {
        long[] keyed = new long[rows.length];
        for (int place = 0; place < rows.length; place++) {
            keyed[place] = ((long) KnownSet.key(sketches[rows[place]], band) << 32) | place;
        }
        Arrays.sort(keyed);
        int[] places = new int[rows.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) keyed[i];
        }
        return places;
    }
}
