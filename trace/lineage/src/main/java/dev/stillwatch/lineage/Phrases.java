// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The distinct runs of one to four words, signs and line ends at the beginning of an answer, by their hashes.
 *
 * <p>Answers are read up to a fixed length, so that a talkative model does not show more of everything. Pure.
 */
final class Phrases {
    private static final int LONGEST = 4;
    private static final int READ = 1_500;
    private static final String BEGINNING = "^";

    private Phrases() {}

    /** Each phrase once: its hash, and itself. */
    static Map<Long, String> of(String answer) {
        List<String> words = words(answer.length() > READ ? answer.substring(0, READ) : answer);
        Map<Long, String> phrases = new LinkedHashMap<>();
        for (int from = 0; from < words.size(); from++) {
            long hash = 0;
            for (int to = from; to < Math.min(words.size(), from + LONGEST); to++) {
                hash = mixed(hash * 31 + hashOf(words.get(to)));
                phrases.computeIfAbsent(hash, new Joined(words, from, to + 1)::text);
            }
        }
        return phrases;
    }

    /** A hash of any text that is no key to it. */
    static long hashOf(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mixed(hash);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        words.add(BEGINNING);
        String lower = text.toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < lower.length()) {
            int point = lower.codePointAt(at);
            int end = at + Character.charCount(point);
            if (Character.isLetterOrDigit(point)) {
                while (end < lower.length() && Character.isLetterOrDigit(lower.codePointAt(end))) {
                    end += Character.charCount(lower.codePointAt(end));
                }
                words.add(lower.substring(at, end));
            } else if (point == '\n') {
                while (end < lower.length() && lower.charAt(end) == '\n') {
                    end++;
                }
                words.add(end - at > 1 ? "\\n\\n" : "\\n");
            } else if (!Character.isWhitespace(point)) {
                words.add(lower.substring(at, end));
            }
            at = end;
        }
        return words;
    }

    private static long mixed(long hash) {
        long x = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return x ^ (x >>> 33);
    }

    private record Joined(List<String> words, int from, int to) {
        String text(long hash) {
            return String.join(" ", words.subList(from, to));
        }
    }
}
