// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Locale;
import java.util.Set;

/** One thing that speaks for or against two records meaning one party. */
public sealed interface MatchEvidence {
    enum Side {
        FOR,
        AGAINST,
        NEUTRAL
    }

    Side side();

    /** One line for people. */
    String text();

    /** A word of the name asked for is a word of the listed name. */
    record PairedWords(String asked, String listed, Pairing how, double likeness) implements MatchEvidence {
        /** Words less alike count against more than they count for. */
        private static final double ALIKE = 0.7;

        @Override
        public Side side() {
            return likeness >= ALIKE ? Side.FOR : Side.AGAINST;
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "'%s' and '%s': %s (%.2f)", asked, listed, how.words(), likeness);
        }
    }

    /** A word only one of the names has. */
    record LoneWord(String word, boolean inListedName, boolean counts) implements MatchEvidence {
        @Override
        public Side side() {
            return counts ? Side.AGAINST : Side.NEUTRAL;
        }

        @Override
        public String text() {
            return "'" + word + "' stands only in the " + (inListedName ? "listed name" : "name asked for");
        }
    }

    /** One name is made of the other's first letters. */
    record FirstLetters(String asked, String listed) implements MatchEvidence {
        @Override
        public Side side() {
            return Side.FOR;
        }

        @Override
        public String text() {
            return "'" + asked + "' and '" + listed + "': one is the first letters of the other";
        }
    }

    /** Both names have legal forms. */
    record Forms(Set<String> asked, Set<String> listed, boolean same) implements MatchEvidence {
        public Forms {
            asked = Set.copyOf(asked);
            listed = Set.copyOf(listed);
        }

        @Override
        public Side side() {
            return same ? Side.FOR : Side.AGAINST;
        }

        @Override
        public String text() {
            return same ? "the same legal form" : "different legal forms: " + asked + " and " + listed;
        }
    }

    /** Numbers in the names differ: another ship, fund or plant of a row. */
    record Numbers(String asked, String listed) implements MatchEvidence {
        @Override
        public Side side() {
            return Side.AGAINST;
        }

        @Override
        public String text() {
            return "different numbers: '" + asked + "' and '" + listed + "'";
        }
    }

    /** The listed name is an alias that the list itself calls weak. */
    record WeakAlias(String listed) implements MatchEvidence {
        @Override
        public Side side() {
            return Side.AGAINST;
        }

        @Override
        public String text() {
            return "'" + listed + "' is a weak alias";
        }
    }

    /** Birth dates, countries or kinds beside each other; nothing is said where one side has none. */
    record Detail(String what, String asked, String listed, boolean agree) implements MatchEvidence {
        @Override
        public Side side() {
            return agree ? Side.FOR : Side.AGAINST;
        }

        @Override
        public String text() {
            return what + (agree ? " agrees: " : " differs: ") + asked + " and " + listed;
        }
    }
}
