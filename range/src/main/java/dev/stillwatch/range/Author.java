// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Request;

/**
 * What an account asks: a function of the moment alone, so that nothing has to be kept between exchanges.
 *
 * <p>Implementations are immutable and may be shared by accounts.
 */
interface Author {

    /** The request sent at a moment. */
    Ask ask(Moment moment);

    /** How often an exchange within a session continues the conversation instead of opening one, 0 to 1. */
    default double followUps() {
        return 0;
    }

    /**
     * A place in an account's life.
     *
     * @param seed of the account's stream
     * @param conversation number of the conversation in that stream, from 0
     * @param turn number of the exchange in the conversation, from 0
     * @param time milliseconds since the epoch
     */
    record Moment(long seed, int conversation, int turn, long time) {
        /** A seed of this conversation. */
        long conversationSeed() {
            return Seeds.of(seed, conversation);
        }
    }

    /**
     * A request, how long an answer it calls for, and why it is sent.
     *
     * @param answerTokens typical output tokens
     */
    record Ask(Request request, int answerTokens, Purpose purpose) {
        Ask(Request request, int answerTokens) {
            this(request, answerTokens, Purpose.ORDINARY);
        }

        /** The same, sent for another reason. */
        Ask sentFor(Purpose reason) {
            return new Ask(request, answerTokens, reason);
        }
    }
}
