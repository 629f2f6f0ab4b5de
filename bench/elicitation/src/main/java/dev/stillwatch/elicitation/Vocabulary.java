// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.PromptTokens;
import dev.stillwatch.detect.PublicVocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that may be shown: those common to several public sets, and those of the project's own text.
 *
 * <p>Left out: what is mostly capitalised inside a sentence, hence most names.
 */
final class Vocabulary {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final int DOCUMENTS = 6;
    private static final int SETS = 2;
    private static final double CAPITALISED = 0.5;

    private final List<String> words;
    private final byte[] idf;

    private Vocabulary(List<String> words, byte[] idf) {
        this.words = words;
        this.idf = idf;
    }

    /** The words, sorted by code unit. */
    List<String> words() {
        return words;
    }

    /** One unsigned byte per word, in {@link PublicVocabulary#STEP}s. */
    byte[] idf() {
        return idf;
    }

    private static final class Uses {
        private final Map<Integer, Integer> documents = new HashMap<>();
        private int inside;
        private int capitalised;
    }

    /**
     * Counts words.
     *
     * @param sets documents by public set
     * @param written the project's own text: all its words are kept
     */
    static Vocabulary of(Map<String, List<String>> sets, Collection<String> written) {
        Map<String, Uses> uses = new HashMap<>();
        List<Integer> sizes = new ArrayList<>();
        for (List<String> documents : sets.values()) {
            int set = sizes.size();
            sizes.add(documents.size());
            documents.forEach(document -> count(document, set, uses));
        }
        Set<String> words = new TreeSet<>();
        uses.forEach((word, use) -> {
            int documents = use.documents.values().stream().mapToInt(n -> n).sum();
            boolean name = use.capitalised > CAPITALISED * use.inside;
            if (documents >= DOCUMENTS && use.documents.size() >= SETS && !name && shows(word)) {
                words.add(word);
            }
        });
        written.forEach(text -> {
            Matcher matcher = WORD.matcher(text);
            while (matcher.find()) {
                tokens(matcher.group().toLowerCase(Locale.ROOT), words);
            }
        });
        List<String> sorted = List.copyOf(words);
        byte[] idf = new byte[sorted.size()];
        for (int i = 0; i < idf.length; i++) {
            idf[i] = idf(uses.get(sorted.get(i)), sizes);
        }
        return new Vocabulary(sorted, idf);
    }

    private static void count(String document, int set, Map<String, Uses> uses) {
        Matcher matcher = WORD.matcher(document);
        Set<String> seen = new HashSet<>();
        while (matcher.find()) {
            String original = matcher.group();
            String word = original.toLowerCase(Locale.ROOT);
            Uses use = uses.computeIfAbsent(word, _ -> new Uses());
            if (seen.add(word)) {
                use.documents.merge(set, 1, Integer::sum);
            }
            if (inside(document, matcher.start())) {
                use.inside++;
                use.capitalised += Character.isUpperCase(original.charAt(0)) ? 1 : 0;
            } else if (Character.isLowerCase(original.charAt(0))) {
                use.inside++;
            }
        }
    }

    /** Whether a word at this place is not the first of its sentence or line. */
    private static boolean inside(String text, int start) {
        if (start < 2 || text.charAt(start - 1) != ' ') {
            return false;
        }
        char before = text.charAt(start - 2);
        return before == ',' || before == ';' || Character.isLowerCase(before);
    }

    /** Scripts without spaces are one token a sign, so such a word is listed sign by sign. */
    private static void tokens(String word, Set<String> words) {
        if (shows(word)) {
            words.add(word);
        } else {
            word.chars().mapToObj(Character::toString).filter(Vocabulary::shows).forEach(words::add);
        }
    }

    private static boolean shows(String word) {
        PromptTokens tokens = PromptTokens.of(word);
        return tokens.size() == 1
                && tokens.hash(0) == PromptTokens.hashOf(word)
                && word.chars().allMatch(c -> Character.isLetter(c) && Character.toLowerCase(c) == c);
    }

    /** Mean share over sets of the documents that hold the word, so that no large set drowns the others. */
    private static byte idf(@org.jspecify.annotations.Nullable Uses use, List<Integer> sizes) {
        double share = 0;
        if (use != null) {
            for (Map.Entry<Integer, Integer> entry : use.documents.entrySet()) {
                share += (double) entry.getValue() / sizes.get(entry.getKey()) / sizes.size();
            }
        }
        double nats = share == 0 ? PublicVocabulary.RARE : -StrictMath.log(share);
        return (byte) Math.clamp(Math.round(Math.min(nats, PublicVocabulary.RARE) / PublicVocabulary.STEP), 0, 255);
    }
}
