// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A known data set, such as a public set of model answers, by a sketch that holds none of its text.
 *
 * <p>{@link Overlap.Exact}: the 64-bit hash of a text's words is that of a row. With n rows, a text that is none is
 * called one with a chance of n / 2^64. {@link Overlap.Near}: the estimated Jaccard similarity of the texts' runs of five
 * words to some row is {@value #NEAR} or more, by 128 values of eight bits (Li and König 2010). Two texts with a true
 * similarity of 0.3 are called near with a chance of at most 1.4e-5, of 0.2 with at most 4e-13; a true one of 0.6 is
 * found with a chance of 0.97, of 0.7 with more than 0.999. A text of fewer than {@value #LEAST_WORDS} words is {@link Overlap.TooShort}.
 *
 * <p>The file is mapped, so the memory is the system's to give and take, but for a filter of 64 to 128 bytes a row, 32 MiB
 * at most. Anybody with the file can test whether a text is
 * in it: the hashes have no secret key.
 */
public final class KnownSet implements OverlapIndex {
    /** From this estimated similarity on, texts are near. */
    public static final double NEAR = 0.5;

    /** Words that a text must have to be known. */
    public static final int LEAST_WORDS = 12;

    static final long MAGIC = 0x31304E574F4E4B53L; // SKNOWN01
    static final int NAME_BYTES = 256;
    static final int BANDS = 32;

    private static final int HEADER = 8 + NAME_BYTES;
    private static final int BINS = Sketcher.USUAL.bins();
    private static final int ROWS = 4;
    /** Rows compared for one band; a text that resembles more is near to some of the others too. */
    private static final int MOST_COMPARED = 4096;
    /** The chance that eight bits agree though the values do not. */
    private static final double BY_CHANCE = 1 / 256.0;

    private final CheckedFile file;
    private final MemorySegment content;
    private final String name;
    private final int rows;
    /** Keys of all bands. */
    private final HashFilter keys;

    private KnownSet(CheckedFile file, String name, int rows) {
        this.file = file;
        this.content = file.content();
        this.name = name;
        this.rows = rows;
        this.keys = new HashFilter((long) rows * BANDS);
        for (int row = 0; row < rows; row++) {
            for (int band = 0; band < BANDS; band++) {
                keys.add(spread(band, key(row, band)));
            }
        }
    }

    /**
     * Opens a sketch that {@link KnownSetWriter} made.
     *
     * @throws StillwatchException if it is missing, damaged, cut off or of another version
     */
    public static KnownSet open(Path path) {
        String remedy = "make it again: stillwatch index build --kind known-set";
        CheckedFile file = CheckedFile.open(path, MAGIC, "known-set sketch", remedy);
        MemorySegment content = file.content();
        int rows = content.byteSize() < HEADER ? -1 : content.get(CheckedFile.INT, 0);
        if (rows < 1 || content.byteSize() != HEADER + (long) rows * (Long.BYTES + BINS + BANDS * Integer.BYTES)) {
            file.close();
            throw new StillwatchException("the known-set sketch " + path + " has not the length it should; " + remedy);
        }
        byte[] title = content.asSlice(8, NAME_BYTES).toArray(ValueLayout.JAVA_BYTE);
        return new KnownSet(file, new String(title, StandardCharsets.UTF_8).replace("\0", ""), rows);
    }

    /**
     * The text by which a record is known: its answer, and where that is too short to be told from chance the question
     * and the answer.
     */
    public static CharSequence identifying(CharSequence question, CharSequence answer) {
        return hasWords(answer) ? answer : question + "\n" + answer;
    }

    private static boolean hasWords(CharSequence text) {
        WordReader reader = new WordReader(text, Sketcher.USUAL.seed());
        // The reader keeps one place free.
        long[] words = new long[LEAST_WORDS + 1];
        int count = 0;
        for (int n = reader.next(words, 0); n > 0 && count < LEAST_WORDS; n = reader.next(words, 0)) {
            count += n;
        }
        return count >= LEAST_WORDS;
    }

    @Override
    public String name() {
        return name;
    }

    /** How many different texts it knows. */
    public long size() {
        return rows;
    }

    @Override
    public Overlap of(CharSequence text) {
        Fingerprint print = Fingerprint.of(text);
        if (print.words() < LEAST_WORDS) {
            return new Overlap.TooShort(print.words());
        }
        if (holds(print.exact())) {
            return new Overlap.Exact();
        }
        double similarity = nearest(Sketcher.USUAL.sketch(text).bytes());
        return similarity >= NEAR ? new Overlap.Near(similarity) : new Overlap.None();
    }

    private boolean holds(long exact) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long value = content.get(CheckedFile.LONG, HEADER + (long) middle * Long.BYTES);
            if (value == exact) {
                return true;
            }
            if (value < exact) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private double nearest(byte[] sketch) {
        long[] spread = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            spread[band] = spread(band, key(sketch, band));
        }
        byte[] known = new byte[BANDS];
        keys.mark(spread, known);
        int most = 0;
        for (int band = 0; band < BANDS; band++) {
            if (known[band] == 0) {
                continue;
            }
            int key = key(sketch, band);
            int at = first(band, key);
            for (int i = 0; i < MOST_COMPARED && at + i < rows; i++) {
                int row = row(band, at + i);
                if (key(row, band) != key) {
                    break;
                }
                most = Math.max(most, agreeing(row, sketch));
            }
        }
        double share = (double) most / BINS;
        return Math.max(0, (share - BY_CHANCE) / (1 - BY_CHANCE));
    }

    private static long spread(int band, int key) {
        return Bits.mix(((long) band << Integer.SIZE) | Integer.toUnsignedLong(key));
    }

    /** Where the rows of a band with this key begin, or would. */
    private int first(int band, int key) {
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(row(band, middle), band) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int row(int band, int place) {
        long orders = HEADER + (long) rows * (Long.BYTES + BINS);
        int row = content.get(CheckedFile.INT, orders + ((long) band * rows + place) * Integer.BYTES);
        // A file made to deceive may name rows that are not there.
        return Math.clamp(row, 0, rows - 1);
    }

    private long sketchOf(int row) {
        return HEADER + (long) rows * Long.BYTES + (long) row * BINS;
    }

    private int key(int row, int band) {
        return content.get(CheckedFile.INT, sketchOf(row) + (long) band * ROWS);
    }

    /** The band's four values as one number. */
    static int key(byte[] sketch, int band) {
        int at = band * ROWS;
        return (sketch[at] & 0xFF)
                | ((sketch[at + 1] & 0xFF) << 8)
                | ((sketch[at + 2] & 0xFF) << 16)
                | (sketch[at + 3] << 24);
    }

    private int agreeing(int row, byte[] sketch) {
        long at = sketchOf(row);
        int same = 0;
        for (int i = 0; i < BINS; i++) {
            same += content.get(ValueLayout.JAVA_BYTE, at + i) == sketch[i] ? 1 : 0;
        }
        return same;
    }

    @Override
    public void close() {
        file.close();
    }

    /** What a text is known by. */
    record Fingerprint(long exact, long words) {
        static Fingerprint of(CharSequence text) {
            WordReader reader = new WordReader(text, Sketcher.USUAL.seed());
            long[] words = new long[Math.min(256, text.length() + 2)];
            long exact = 0;
            long count = 0;
            for (int n = reader.next(words, 0); n > 0; n = reader.next(words, 0)) {
                for (int i = 0; i < n; i++) {
                    exact = Bits.mix(exact + Bits.GOLDEN + words[i]);
                }
                count += n;
            }
            return new Fingerprint(exact, count);
        }
    }
}
