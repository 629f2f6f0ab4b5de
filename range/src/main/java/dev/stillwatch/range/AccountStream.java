// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/** One process of arrivals of an account: its clock, what it asks, and where its conversations stand. */
final class AccountStream implements Comparable<AccountStream> {
    private final Account account;
    private final Clock clock;
    private final Author author;
    private final long seed;
    private final int ordinal;
    private final SplittableRandom random;
    private long time;
    private int conversation = -1;
    private int turn;

    AccountStream(Account account, Clock clock, Author author, long seed, int ordinal) {
        this.account = account;
        this.clock = clock;
        this.author = author;
        this.seed = seed;
        this.ordinal = ordinal;
        random = Seeds.random(seed, 91);
        advance();
    }

    Account account() {
        return account;
    }

    /** Time of the pending arrival, {@link Clock#NEVER} when there is none. */
    long time() {
        return time;
    }

    Author.Moment moment() {
        return new Author.Moment(seed, conversation, turn, time);
    }

    Author.Ask ask() {
        return author.ask(moment());
    }

    /** Moves on to the next arrival. */
    void advance() {
        time = clock.next(random);
        if (clock.sameSitting() && conversation >= 0 && random.nextDouble() < author.followUps()) {
            turn++;
        } else {
            conversation++;
            turn = 0;
        }
    }

    @Override
    public int compareTo(AccountStream other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountStream stream && stream.ordinal == ordinal && stream.time == time;
    }

    @Override
    public int hashCode() {
        return ordinal;
    }
}
