// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.Place;
import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.KeyFinding;
import dev.stillwatch.marks.MarkTrial;
import dev.stillwatch.marks.PreparedKeys;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.marks.TokenHash;
import dev.stillwatch.marks.WindowSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Scores the answers of rows under the keys of output marks, each row by itself. Thread-safe.
 *
 * <p>Encoding the text into tokens takes most of the time. So {@link MarkedRows} and {@link MarkedSources}, which ask for
 * the same row one after the other in one thread, share a screen, which keeps of each thread's last row its chances.
 */
public final class MarkScreen {
    /** Characters that are encoded at once; windows across two pieces are lost. */
    private static final int PIECE = 1 << 16;
    /** Of a longer row the rest is not looked at: each distinct window takes some tens of bytes while it is scored. */
    private static final int MOST_CHARACTERS = 1 << 20;
    /** Rows that begin with the same so many tokens count as one where many are taken together. */
    private static final int OPENING = 32;

    private final List<PreparedKeys> schemes;
    private final List<MarkTrial.Named> keys;
    private final List<Scheme> schemeOfEachKey;
    private final Reading reading;
    private final ThreadLocal<Optional<Last>> last = ThreadLocal.withInitial(Optional::empty);

    /**
     * How texts are read.
     *
     * @param encode gives the token ids of a text; thread-safe
     * @param background what is not scored
     * @param vocabulary the number of ids; empty if unknown
     * @param endOfText the id that ends a text; empty if there is none
     * @param version changes whenever keys, tokenizer or background do; holds nothing of a key
     */
    public record Reading(
            Function<String, int[]> encode,
            Background background,
            OptionalInt vocabulary,
            OptionalInt endOfText,
            String version) {
        public Reading {
            Objects.requireNonNull(encode, "encode is null");
            Objects.requireNonNull(version, "version is null");
        }
    }

    private record Last(Place place, RowMarks marks) {}

    /**
     * A screen for keys, which are made ready at once.
     *
     * @param keys by their schemes, each of which {@link #canScreen}
     */
    public MarkScreen(Map<Scheme, List<MarkTrial.Named>> keys, Reading reading) {
        this.reading = reading;
        this.schemes = new ArrayList<>();
        this.keys = new ArrayList<>();
        this.schemeOfEachKey = new ArrayList<>();
        new LinkedHashMap<>(keys).forEach((scheme, named) -> {
            if (!canScreen(scheme)) {
                throw new IllegalArgumentException("rows cannot be screened for " + scheme.name());
            }
            schemes.add(new PreparedKeys(scheme, named));
            this.keys.addAll(named);
            named.forEach(_ -> schemeOfEachKey.add(scheme));
        });
    }

    /**
     * Whether a scheme's computed chance holds for single texts. That of {@code kgw-selfhash} does not: different windows
     * of it score the same, and it would accuse many times too often.
     */
    public static boolean canScreen(Scheme scheme) {
        return !scheme.name().equals("kgw-selfhash");
    }

    /** The keys in the order of {@link RowMarks#chances}. */
    List<MarkTrial.Named> keys() {
        return keys;
    }

    /** The scheme of each key. */
    List<Scheme> schemeOfEachKey() {
        return schemeOfEachKey;
    }

    boolean hasBackground() {
        return reading.background().texts() > 0;
    }

    String version() {
        return reading.version();
    }

    /** What the answers of a row come to. */
    RowMarks of(CorpusRecord row) {
        Optional<Last> before = last.get().filter(each -> each.place().equals(row.place()));
        if (before.isPresent()) {
            return before.get().marks();
        }
        RowMarks marks = score(row);
        last.set(Optional.of(new Last(row.place(), marks)));
        return marks;
    }

    private RowMarks score(CorpusRecord row) {
        List<int[]> pieces = new ArrayList<>();
        int left = MOST_CHARACTERS;
        for (String answer : row.responses()) {
            int end = within(answer, Math.min(left, answer.length()));
            left -= end;
            encode(answer.substring(0, end), pieces);
        }
        List<TailProbability> chances = new ArrayList<>(keys.size());
        List<Long> windows = new ArrayList<>(keys.size());
        for (PreparedKeys each : schemes) {
            WindowSelection selection = WindowSelection.usual(
                    each.scheme(), reading.background(), reading.vocabulary(), reading.endOfText());
            MarkTrial trial = new MarkTrial(each, selection);
            pieces.forEach(piece -> trial.add(Reply.of(piece)));
            List<KeyFinding> findings = trial.findings();
            int tests = each.testsForEachKey();
            for (int from = 0; from < findings.size(); from += tests) {
                chances.add(findings.subList(from, from + tests).stream()
                        .map(KeyFinding::computed)
                        .min(TailProbability::compareTo)
                        .orElse(TailProbability.ONE)
                        .amongTried(tests));
                windows.add(selection.scored());
            }
        }
        int[] first = pieces.isEmpty() ? new int[0] : pieces.getFirst();
        return new RowMarks(TokenHash.of(first, 0, Math.min(OPENING, first.length)), windows, chances);
    }

    private void encode(String text, List<int[]> pieces) {
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + PIECE, text.length());
            if (to < text.length()) {
                int line = text.lastIndexOf('\n', to - 1) + 1;
                to = line > from + PIECE / 2 ? line : within(text, to);
            }
            pieces.add(reading.encode().apply(text.substring(from, to)));
            from = to;
        }
    }

    /** An end, or the one before if it lies within a character. */
    private static int within(String text, int end) {
        boolean halved = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return halved ? end - 1 : end;
    }
}
