// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.Optional;

/**
 * What detection keeps of one exchange: hashes, counts and one score, no text; about 300 bytes.
 *
 * <p>Account, organisation and payment are carried along so that a digest can be summed into any profile; text is held
 * only as 32-bit hashes of the first {@value #HEAD} and last {@value #TAIL} words of the last user message. Immutable.
 */
public final class ExchangeDigest {
    /** Words kept from the start of the prompt. */
    static final int HEAD = 24;
    /** Words kept from its end. */
    static final int TAIL = 10;

    final String account;
    final Optional<String> organisation;
    /** Identifies the exchange; two digests of one account with the same key are the same exchange. */
    final long key;

    final boolean identified;
    final long timeMillis;
    final Prompt prompt;
    final Settings settings;
    final Origin origin;
    final int outputTokens;

    /**
     * What was asked.
     *
     * @param words hashes of the kept words, in order; empty when the log withholds content
     * @param head how many of them come from the start
     * @param total words the prompt had
     * @param textHash of all words and numbers of the prompt, see {@link PromptTokens#identity}; 0 when there is none
     * @param systemHash of the system prompt; 0 when there is none
     * @param turns user messages in the conversation so far
     * @param elicitation probability that the prompt asks for what trains a model
     * @param kind what it asks for most likely
     */
    record Prompt(
            Words words,
            int head,
            int total,
            long textHash,
            long systemHash,
            int turns,
            float elicitation,
            Elicitation kind) {}

    /** An immutable run of word hashes. */
    static final class Words {
        private final int[] hashes;

        Words(int[] hashes) {
            this.hashes = hashes;
        }

        int size() {
            return hashes.length;
        }

        int get(int index) {
            return hashes[index];
        }
    }

    /**
     * How it was asked.
     *
     * @param fingerprint hash of all settings together, so that equal settings can be counted
     * @param makesRows several answers, log-probabilities or structured output: what training rows are made of
     * @param deterministic temperature 0 or a fixed seed: what measurements are made of
     * @param modelHash of the model's name; 0 when unknown
     */
    record Settings(int fingerprint, boolean makesRows, boolean deterministic, long modelHash) {}

    /** Where it came from, each 0 when unknown. */
    record Origin(long ip, long asn, long ja4, long userAgent, long payment, long createdMillis) {}

    ExchangeDigest(
            String account,
            Optional<String> organisation,
            long key,
            boolean identified,
            Instant time,
            Prompt prompt,
            Settings settings,
            Origin origin,
            int outputTokens) {
        this.account = account;
        this.organisation = organisation;
        this.key = key;
        this.identified = identified;
        this.timeMillis = time.toEpochMilli();
        this.prompt = prompt;
        this.settings = settings;
        this.origin = origin;
        this.outputTokens = outputTokens;
    }

    /**
     * The same exchange once its answer is known: all that detection reads of an answer is its length.
     *
     * <p>So a digest can be made as soon as the request is read, and kept without the request until then.
     *
     * @param tokens tokens of the answer, 0 where unknown; more than {@link Integer#MAX_VALUE} count as that many
     */
    public ExchangeDigest withAnswer(long tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("an answer of " + tokens + " tokens");
        }
        return new ExchangeDigest(account, organisation, key, identified, time(), prompt, settings, origin, (int)
                Math.min(tokens, Integer.MAX_VALUE));
    }

    /** The verified principal that made the exchange. */
    public String account() {
        return account;
    }

    /** When the request arrived. */
    public Instant time() {
        return Instant.ofEpochMilli(timeMillis);
    }

    /** Whether the log gave the exchange an id, so that a second copy of it can be recognised. */
    public boolean identified() {
        return identified;
    }

    /** A 64-bit hash of account and id (without an id, of what was read), equal for copies of the same exchange. */
    public long key() {
        return key;
    }

    boolean hasText() {
        return prompt.textHash != 0;
    }
}
