// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * One exchange of an account's sample, as judging sees it: a view into the account's packed sample.
 *
 * <p>Reading a member is an array access; a view takes 24 bytes, so that judging needs little more memory than the
 * samples themselves. Hashes are 0 when unknown. Immutable.
 */
final class SampledExchange {
    private final PackedExchanges packed;
    private final int at;

    SampledExchange(PackedExchanges packed, int at) {
        this.packed = packed;
        this.at = at;
    }

    /** Adds the exchange to others of its account. */
    void copyTo(PackedExchanges others) {
        others.add(packed, at);
    }

    /** Identifies the exchange among those of its account. */
    long key() {
        return packed.key(at);
    }

    long timeMillis() {
        return packed.timeMillis(at);
    }

    boolean hasText() {
        return textHash() != 0;
    }

    /** Hash of all words and numbers of the prompt; 0 when there is none. */
    long textHash() {
        return packed.textHash(at);
    }

    /** Words kept of the prompt: at most {@link ExchangeDigest#HEAD} + {@link ExchangeDigest#TAIL}. */
    int wordCount() {
        return packed.wordCount(at);
    }

    /** Hash of the kept word at {@code index}, 0 to {@link #wordCount} - 1. */
    int word(int index) {
        return packed.word(at, index);
    }

    /** The array that holds the kept words, for loops over them; not to be written to. */
    int[] words() {
        return packed.array();
    }

    /** Where in {@link #words} the first kept word stands. */
    int wordsFrom() {
        return packed.wordsFrom(at);
    }

    /** How many of the kept words come from the start of the prompt. */
    int head() {
        return Math.min(ExchangeDigest.HEAD, wordCount());
    }

    /** Words the prompt had. */
    int total() {
        return packed.total(at);
    }

    /** User messages in the conversation so far; 15 where there were more. */
    int turns() {
        return packed.turns(at);
    }

    /** Probability that the prompt asks for what trains a model. */
    float elicitation() {
        return packed.elicitation(at);
    }

    /** What it asks for most likely. */
    Elicitation kind() {
        return packed.kind(at);
    }

    /** Hash of all settings together, so that equal settings can be counted. */
    int fingerprint() {
        return (int) packed.setting(at, PackedExchanges.FINGERPRINT);
    }

    /** Whether it asked for several answers, log-probabilities or structured output: what training rows are made of. */
    boolean makesRows() {
        return (packed.setting(at, PackedExchanges.FINGERPRINT) & PackedExchanges.MAKES_ROWS) != 0;
    }

    /** Whether it set temperature 0 or a seed: what measurements are made of. */
    boolean deterministic() {
        return (packed.setting(at, PackedExchanges.FINGERPRINT) & PackedExchanges.DETERMINISTIC) != 0;
    }

    long modelHash() {
        return packed.setting(at, PackedExchanges.MODEL);
    }

    long systemHash() {
        return packed.setting(at, PackedExchanges.SYSTEM);
    }

    long ip() {
        return packed.origin(at, PackedExchanges.IP);
    }

    /** Number of the autonomous system. */
    long asn() {
        return packed.origin(at, PackedExchanges.ASN);
    }

    long ja4() {
        return packed.origin(at, PackedExchanges.JA4);
    }

    long userAgent() {
        return packed.origin(at, PackedExchanges.USER_AGENT);
    }
}
