// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Locale;

/**
 * A coarse word class for every word: its own for common function words, one per group for rarer ones, one per ending
 * for the rest.
 *
 * <p>Stands in for a part-of-speech tagger: sequences of these classes show how sentences are built, whatever they are
 * about. English only; words of other languages fall into classes by their ending. Immutable, so thread-safe.
 */
final class WordClasses {
    /** Set in the class of a word with a capital first letter. */
    static final int CAPITAL = 0x80;

    static final int NUMBER = 1;
    static final int NEW_LINE = 2;
    static final int SHORT = 3;
    private static final int OTHER = 4;
    private static final int PLURAL = 5;
    private static final int FIRST_MARK = 6;
    private static final String MARKS = ".,;:!?'\"()-*#/";
    private static final int OTHER_MARK = FIRST_MARK + 14;
    private static final int FIRST_ENDING = OTHER_MARK + 1;
    private static final int TABLE = 2048;

    private static final String[] ENDINGS = {
        "ng", "ed", "ly", "on", "nt", "ss", "ty", "us", "ul", "le", "al", "ve", "er", "st", "ic", "es", "re", "th",
        "ce", "ry", "te", "se", "ne", "or", "an", "en", "ge", "my", "sm", "ze"
    };

    private static final int FIRST_FUNCTION_WORD = FIRST_ENDING + ENDINGS.length;

    /** Each of these is a class of its own. */
    private static final String ALONE = "the a an of and to in is it that for with as on was are be this have i you we"
            + " not but at by from or they he she my your our its his her their had has will can would which when if so"
            + " all there were more also while however it's i'm don't";

    private static final String[] GROUPS = {
        "me him them us myself yourself itself himself herself themselves ourselves mine yours ours theirs",
        "who whom whose what why how where whichever whoever whatever wherever whenever",
        "could should may might must shall ought cannot can't couldn't shouldn't won't wouldn't mustn't",
        "do does did doing done didn't doesn't isn't aren't wasn't weren't hasn't haven't hadn't am been being",
        "into onto upon within without through throughout during before after above below under over between among"
                + " across along against toward towards behind beside besides beyond despite except per via off up down"
                + " out about around near since until like",
        "because although though whereas unless whether nor yet either neither both than once",
        "some any each every no none few many much most several other another such same own enough less least little",
        "these those here then now",
        "very really too quite just only even still almost always never often ever again already rather pretty maybe"
                + " perhaps probably definitely absolutely",
        "additionally furthermore moreover therefore thus overall finally firstly secondly lastly ultimately"
                + " consequently hence meanwhile nevertheless nonetheless instead otherwise conclusion summary example",
        "one two three four five six seven eight nine ten first second third next last",
        "i've i'd i'll you're you've you'll we're we've we'd we'll they're they've they'll he's she's that's there's"
                + " what's let's who's here's"
    };

    private static final int[] HASHES = new int[TABLE];
    private static final byte[] CLASSES = new byte[TABLE];
    private static final byte[] BY_ENDING = new byte[1024];

    static {
        for (int i = 0; i < ENDINGS.length; i++) {
            BY_ENDING[ending(ENDINGS[i].charAt(0), ENDINGS[i].charAt(1))] = (byte) (FIRST_ENDING + i);
        }
        int next = FIRST_FUNCTION_WORD;
        for (String word : ALONE.split(" ", -1)) {
            put(word, next++);
        }
        for (String group : GROUPS) {
            for (String word : group.split(" ", -1)) {
                put(word, next);
            }
            next++;
        }
        if (next > CAPITAL) {
            throw new IllegalStateException(next + " word classes do not fit beside the capital bit");
        }
    }

    private WordClasses() {}

    /** One step of a word's hash; start from 0 and give every lower-cased character. */
    static int step(int hash, int character) {
        return (hash + character + 1) * 0x01000193;
    }

    /** The class of a word by its hash, its length and its last two lower-cased characters. */
    static int of(int hash, int length, int beforeLast, int last) {
        int slot = slot(hash);
        while (CLASSES[slot] != 0) {
            if (HASHES[slot] == hash) {
                return CLASSES[slot];
            }
            slot = (slot + 1) & (TABLE - 1);
        }
        if (length < 4) {
            return SHORT;
        }
        int ending = BY_ENDING[ending(beforeLast, last)];
        if (ending != 0) {
            return ending;
        }
        return last == 's' ? PLURAL : OTHER;
    }

    /** Whether a class, with or without the capital bit, is one of English function words. */
    static boolean isFunctionWord(int wordClass) {
        return (wordClass & (CAPITAL - 1)) >= FIRST_FUNCTION_WORD;
    }

    /** Whether a class is a punctuation mark or a line end. */
    static boolean isMark(int wordClass) {
        return wordClass == NEW_LINE || (wordClass >= FIRST_MARK && wordClass <= OTHER_MARK);
    }

    /** The class of a punctuation mark. */
    static int ofMark(int character) {
        int index = MARKS.indexOf(character);
        return index < 0 ? OTHER_MARK : FIRST_MARK + index;
    }

    /** A class in words, for people: a function word or mark itself, or what the class has in common. */
    static String name(int wordClass) {
        int plain = wordClass & (CAPITAL - 1);
        String name = plainName(plain);
        return (wordClass & CAPITAL) == 0 ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String plainName(int plain) {
        String[] alone = ALONE.split(" ", -1);
        int firstGroup = FIRST_FUNCTION_WORD + alone.length;
        if (plain >= firstGroup && plain < firstGroup + GROUPS.length) {
            String group = GROUPS[plain - firstGroup];
            return group.substring(0, group.indexOf(' ')) + "~";
        }
        if (plain >= FIRST_FUNCTION_WORD && plain < firstGroup) {
            return alone[plain - FIRST_FUNCTION_WORD];
        }
        if (plain >= FIRST_ENDING && plain < FIRST_FUNCTION_WORD) {
            return "-" + ENDINGS[plain - FIRST_ENDING];
        }
        if (plain >= FIRST_MARK && plain < OTHER_MARK) {
            return String.valueOf(MARKS.charAt(plain - FIRST_MARK));
        }
        return switch (plain) {
            case NUMBER -> "number";
            case NEW_LINE -> "new line";
            case SHORT -> "short";
            case PLURAL -> "-s";
            case OTHER_MARK -> "mark";
            default -> "word";
        };
    }

    private static int ending(int beforeLast, int last) {
        return ((beforeLast & 31) << 5) | (last & 31);
    }

    private static int slot(int hash) {
        return (hash * 0x9E3779B1) >>> 21;
    }

    private static void put(String word, int wordClass) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = step(hash, word.charAt(i));
        }
        int slot = slot(hash);
        while (CLASSES[slot] != 0) {
            slot = (slot + 1) & (TABLE - 1);
        }
        HASHES[slot] = hash;
        CLASSES[slot] = (byte) wordClass;
    }
}
