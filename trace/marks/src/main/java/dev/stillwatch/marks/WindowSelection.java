// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses which tokens of a corpus are scored: each distinct window once, and none that says nothing.
 *
 * <p>It sees tokens only and no key, so the same windows are scored under a key and under every decoy. Windows are
 * compared token by token, within a text and across all texts given so far; that takes about 12 bytes a window and 4 for
 * each token in it. Not thread-safe.
 */
public final class WindowSelection {

    /** What makes two windows the same. */
    public enum Distinct {
        /** The tokens before: of several tokens after the same ones, the first is scored, as vLLM's detector does. */
        CONTEXT,
        /** The tokens before and the token itself. */
        CONTEXT_AND_TOKEN;

        /** What suits a context so wide: after one token or none, most texts would leave nothing else to score. */
        public static Distinct forWidth(int width) {
            return width <= 1 ? CONTEXT_AND_TOKEN : CONTEXT;
        }
    }

    private final MarkContext context;
    private final Optional<FoldedWindows> folded;
    private final Background background;
    private final OptionalInt vocabulary;
    private final OptionalInt endOfText;
    private final WindowSet seen;
    private long tokens;
    private long scored;
    private Exclusions excluded = Exclusions.NONE;

    /**
     * A selection that has seen nothing yet.
     *
     * @param background what unrelated texts share; {@link Background#EMPTY} for nothing
     * @param vocabulary ids from here on are unknown; empty if that is not known
     * @param endOfText the id that ends a text: it and what follows is not scored
     */
    public WindowSelection(
            Scheme scheme, Distinct distinct, Background background, OptionalInt vocabulary, OptionalInt endOfText) {
        this.context = scheme.context();
        this.folded = FoldedWindows.of(scheme);
        this.background = background;
        this.vocabulary = vocabulary;
        this.endOfText = endOfText;
        this.seen = new WindowSet(context.width() + (distinct == Distinct.CONTEXT ? 0 : 1));
        background.require(context.width());
    }

    /**
     * A selection as all tests for a scheme make it, which has seen nothing yet.
     *
     * @param vocabulary for schemes that do not say how many ids there are; empty if that is not known
     */
    public static WindowSelection usual(
            Scheme scheme, Background background, OptionalInt vocabulary, OptionalInt endOfText) {
        String own = scheme.parameters().get("vocabulary");
        return new WindowSelection(
                scheme,
                Distinct.forWidth(scheme.context().width()),
                background,
                own == null ? vocabulary : OptionalInt.of(Integer.parseInt(own)),
                endOfText);
    }

    /** Chooses from one more text. */
    public Windows select(Reply reply) {
        PlacedTokens placed = context.place(reply.prompt(), reply.tokens());
        int[] all = placed.tokens();
        int first = all.length - reply.tokens().length;
        int end = end(all, first);
        boolean[] unmarked = context.repeated(all, placed.from());
        int[] positions = new int[Math.max(0, end - placed.from())];
        int chosen = 0;
        long unknownIds = 0;
        long bySampler = 0;
        long common = 0;
        long repeated = 0;
        for (int position = placed.from(); position < end; position++) {
            int start = position - context.width();
            if (unknown(all, Math.max(start, padding(first)), position)) {
                unknownIds++;
            } else if (unmarked[position - placed.from()]) {
                bySampler++;
            } else if (background.holds(all, start, position, padding(first))) {
                common++;
            } else if (!isNew(all, start)) {
                repeated++;
            } else {
                positions[chosen++] = position;
            }
        }
        tokens += reply.tokens().length;
        scored += chosen;
        excluded = excluded.plus(new Exclusions(
                all.length - Math.max(first, end),
                Math.max(0, Math.min(placed.from(), end) - first),
                unknownIds,
                bySampler,
                common,
                repeated));
        return new Windows(all, Arrays.copyOf(positions, chosen));
    }

    /** How many tokens at the beginning are padding; a prompt's tokens are none. */
    private int padding(int first) {
        return context.promptIncluded() ? 0 : first;
    }

    private int end(int[] all, int first) {
        if (endOfText.isPresent()) {
            for (int i = first; i < all.length; i++) {
                if (all[i] == endOfText.getAsInt()) {
                    return i;
                }
            }
        }
        return all.length;
    }

    private boolean unknown(int[] all, int from, int to) {
        for (int i = from; i <= to; i++) {
            if (all[i] < 0 || all[i] >= vocabulary.orElse(Integer.MAX_VALUE)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNew(int[] all, int start) {
        if (folded.isPresent() && !folded.get().add(all, start)) {
            return false;
        }
        return seen.add(all, start);
    }

    /** How many tokens were looked at. */
    public long tokens() {
        return tokens;
    }

    /** How many of them are scored. */
    public long scored() {
        return scored;
    }

    /** How many are not, and why. */
    public Exclusions excluded() {
        return excluded;
    }
}
