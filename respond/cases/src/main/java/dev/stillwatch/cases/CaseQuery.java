// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which cases to list, in what order, and which stretch of them. Immutable; make one from {@link #ALL}.
 *
 * @param states only of these; of all where none is named
 * @param holder only those that are somebody's, or nobody's
 * @param account only those that have or had this account
 * @param order largest or latest first; those alike by id, newest first
 * @param offset how many to leave out at the beginning, 0 or more
 * @param limit how many at most, 1 to 1,000
 */
public record CaseQuery(
        Set<CaseState> states, Holder holder, Optional<String> account, Order order, int offset, int limit) {
    private static final int MOST = 1_000;

    /** All cases, newest first, the first hundred of them. */
    public static final CaseQuery ALL =
            new CaseQuery(Set.of(), new Holder.Anybody(), Optional.empty(), Order.OPENED, 0, 100);

    /** By what cases are put in order. */
    public enum Order {
        OPENED,
        UPDATED,
        SCORE,
        ACCOUNTS,
        EXCHANGES
    }

    /** Who works on a case. */
    public sealed interface Holder {
        /** Whoever, or nobody. */
        record Anybody() implements Holder {}

        /** It waits for somebody. */
        record Nobody() implements Holder {}

        /** This person. */
        record Person(String name) implements Holder {
            public Person {
                Objects.requireNonNull(name, "name is null");
            }
        }
    }

    public CaseQuery {
        states = states.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(states));
        Objects.requireNonNull(holder, "holder is null");
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(order, "order is null");
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "offset is " + offset + ", limit is " + limit + "; must be 0 or more, and 1 to " + MOST);
        }
    }

    /** The same of other states only. */
    public CaseQuery in(Set<CaseState> some) {
        return new CaseQuery(some, holder, account, order, offset, limit);
    }

    /** The same by another holder. */
    public CaseQuery heldBy(Holder who) {
        return new CaseQuery(states, who, account, order, offset, limit);
    }

    /** The same with an account. */
    public CaseQuery with(String name) {
        return new CaseQuery(states, holder, Optional.of(name), order, offset, limit);
    }

    /** The same in another order. */
    public CaseQuery by(Order other) {
        return new CaseQuery(states, holder, account, other, offset, limit);
    }

    /** Another stretch of the same. */
    public CaseQuery page(int from, int most) {
        return new CaseQuery(states, holder, account, order, from, most);
    }
}
