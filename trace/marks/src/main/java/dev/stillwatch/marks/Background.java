// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Runs of tokens that unrelated texts share: templates, boilerplate, quoted questions.
 *
 * <p>Texts that share runs share scores under one key. A key that happens to be lucky on a template would flag every text
 * made from it, and no test on a single text can see that. So contexts that occur in any text of a reference corpus are not
 * scored: what one of its texts and a tested one share, other tested texts are likely to share too. Of schemes whose
 * context is one token, pairs of context and token are left out that two texts hold: most pairs stand in some text. The
 * list knows no key; make it before anything is scored, from texts without the mark or from somebody else's.
 *
 * <p>A table of saturating counters of two bits, four for each run (a counting Bloom filter): its size is fixed when it
 * is made. It never forgets a run of the corpus, but may hold some that are not in it, which costs
 * evidence and never accuses; {@link #excess} says how many. One exception: of texts that are equal only one counts, and
 * a text may be taken for a copy by mistake as rarely. Lists of one size and tokenizer can be merged. Immutable, apart
 * from its {@link Builder}.
 */
public final class Background {
    /** Nothing is shared. */
    public static final Background EMPTY = new Background(new Counters(0), new TreeSet<>(), 0, "");

    /** In how many texts a pair of tokens has to stand. */
    private static final int COMMON_PAIR = 2;

    private static final int PADDING = -1;
    private static final int MAGIC = 0x53574247;
    private static final int MAX_LENGTH = 64;

    private final Counters counters;
    private final Set<Integer> lengths;
    private final long texts;
    private final String tokenizer;

    private Background(Counters counters, Set<Integer> lengths, long texts, String tokenizer) {
        this.counters = counters;
        this.lengths = lengths;
        this.texts = texts;
        this.tokenizer = tokenizer;
    }

    /** Collects texts; not thread-safe. */
    public static final class Builder {
        private final Counters counters;
        private final Set<Integer> lengths;
        private final String tokenizer;
        private long texts;

        /**
         * A list of no texts yet.
         *
         * @param megabytes its size, 1 to 1024; 4 serve a million tokens
         * @param widths the context widths of the schemes it is for
         * @param tokenizer what the ids come from, such as the digest of a tokenizer file
         */
        public Builder(int megabytes, List<Integer> widths, String tokenizer) {
            if (megabytes < 1 || megabytes > 1024 || Integer.bitCount(megabytes) != 1) {
                throw new StillwatchException("a background takes 1 to 1024 megabytes, a power of two");
            }
            this.counters = new Counters(megabytes << 17);
            this.lengths = new TreeSet<>();
            for (int width : widths) {
                if (width < 1 || width > MAX_LENGTH) {
                    throw new StillwatchException("a background serves context widths from 1 to " + MAX_LENGTH);
                }
                lengths.add(runLength(width));
            }
            this.tokenizer = tokenizer;
        }

        /** Adds a text; one that was there before changes nothing. */
        public void add(int[] tokens) {
            long whole = TokenHash.of(tokens, 0, tokens.length) ^ Long.MIN_VALUE;
            if (counters.least(whole) > 0) {
                return;
            }
            counters.increment(whole);
            texts++;
            Set<Long> inText = new HashSet<>();
            for (int length : lengths) {
                // With the padding that some schemes put before a text; no other text can hold it elsewhere.
                int[] padded = new int[length + tokens.length];
                Arrays.fill(padded, 0, length, PADDING);
                System.arraycopy(tokens, 0, padded, length, tokens.length);
                for (int start = 0; start + length <= padded.length; start++) {
                    inText.add(TokenHash.of(padded, start, length));
                }
            }
            inText.forEach(counters::increment);
        }

        /** The list; the builder must not be used after. */
        public Background build() {
            return new Background(counters, lengths, texts, tokenizer);
        }
    }

    /** How long the runs are by which windows of a context so wide are excluded. */
    private static int runLength(int width) {
        // A context of one token occurs everywhere; with the token after it, it need not.
        return width == 1 ? 2 : width;
    }

    /** Refuses a list that was not made for contexts so wide; marks without a context know no templates. */
    void require(int width) {
        if (texts > 0 && width > 0 && !lengths.contains(runLength(width))) {
            throw new StillwatchException("the background was not made for a context of " + width
                    + " tokens; make one with --widths " + width);
        }
    }

    /** Whether the window that ends with {@code position} is shared; the first {@code padding} tokens are padding. */
    boolean holds(int[] tokens, int start, int position, int padding) {
        int width = position - start;
        if (texts == 0 || width == 0) {
            return false;
        }
        int length = runLength(width);
        long hash = length;
        for (int i = start; i < start + length; i++) {
            hash = TokenHash.add(hash, i < padding ? PADDING : tokens[i]);
        }
        return counters.least(hash) >= (width == 1 ? COMMON_PAIR : 1);
    }

    /** How many different texts it was made from. */
    public long texts() {
        return texts;
    }

    /** What the ids come from. */
    public String tokenizer() {
        return tokenizer;
    }

    /** The share of windows that are excluded though no text holds them; above 0.01 take a larger list. */
    public double excess() {
        return texts == 0 ? 0 : Math.pow(counters.share(1), Counters.PROBES);
    }

    /**
     * What both corpora share, taken together; a text that is in both counts twice.
     *
     * @throws StillwatchException if sizes, widths or tokenizers differ
     */
    public Background merge(Background other) {
        if (texts == 0) {
            return other;
        }
        if (other.texts == 0) {
            return this;
        }
        if (!lengths.equals(other.lengths)
                || counters.words() != other.counters.words()
                || !tokenizer.equals(other.tokenizer)) {
            throw new StillwatchException(
                    "these backgrounds cannot be merged: make them with one size, the same widths and one tokenizer");
        }
        return new Background(counters.plus(other.counters), lengths, texts + other.texts, tokenizer);
    }

    /** The list as bytes, with a checksum. */
    public byte[] encode() {
        byte[] name = tokenizer.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(4 + 4 + 4 * lengths.size() + 8 + 4 + name.length + 4 + 8 * counters.words() + 8);
        out.putInt(MAGIC).putInt(lengths.size());
        lengths.forEach(out::putInt);
        out.putLong(texts).putInt(name.length).put(name).putInt(counters.words());
        counters.put(out);
        out.putLong(checksum(out.array(), out.position()));
        return out.array();
    }

    /**
     * Reads {@link #encode}.
     *
     * @throws StillwatchException if it is damaged, or no such list
     */
    public static Background decode(byte[] bytes) {
        StillwatchException damaged =
                new StillwatchException("this is no background list, or it is damaged; make it again");
        if (bytes.length < 32 || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw damaged;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - 8);
        if (ByteBuffer.wrap(bytes, bytes.length - 8, 8).getLong() != checksum(bytes, bytes.length - 8)) {
            throw damaged;
        }
        try {
            in.getInt();
            Set<Integer> lengths = new TreeSet<>();
            for (int left = in.getInt(); left > 0; left--) {
                lengths.add(in.getInt());
            }
            long texts = in.getLong();
            byte[] name = new byte[Math.min(in.getInt(), in.remaining())];
            in.get(name);
            int words = in.getInt();
            if (words * 8L != in.remaining() || Integer.bitCount(words) > 1) {
                throw damaged;
            }
            return new Background(Counters.read(in, words), lengths, texts, new String(name, StandardCharsets.UTF_8));
        } catch (BufferUnderflowException | NegativeArraySizeException _) {
            throw damaged;
        }
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
