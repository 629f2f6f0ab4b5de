// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Verdict;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which cases to list, in what order, and which stretch of them. Immutable; make one from {@link #ALL}.
 *
 * @param states only of these; of all where none is named
 * @param holder only those that are somebody's, or nobody's
 * @param verdicts only of these, by the latest assessment; of all where none is named
 * @param account only those that have or had this account
 * @param fewestAccounts only those that have so many now, 0 or more
 * @param order by what; those alike by id, newest first
 * @param ascending smallest, oldest, least urgent or shortest waiting first, rather than the other way round
 * @param offset how many to leave out at the beginning, 0 or more
 * @param limit how many at most, 1 to 1,000
 */
public record CaseQuery(
        Set<CaseState> states,
        Holder holder,
        Set<Verdict> verdicts,
        Optional<String> account,
        long fewestAccounts,
        Order order,
        boolean ascending,
        int offset,
        int limit) {
    private static final int MOST = 1_000;

    /** All cases, newest first, the first hundred of them. */
    public static final CaseQuery ALL =
            new CaseQuery(Set.of(), new Holder.Anybody(), Set.of(), Optional.empty(), 0, Order.OPENED, false, 0, 100);

    /** By what cases are put in order. */
    public enum Order {
        OPENED,
        UPDATED,
        SCORE,
        ACCOUNTS,
        EXCHANGES,
        /** Those that have waited longest first; those that wait for nothing last, either way round. */
        WAITING,
        PROPOSALS,
        /** As {@link QueuePriority} says; where no time is known, as if none had waited yet. */
        PRIORITY
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
        verdicts = verdicts.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(verdicts));
        if (fewestAccounts < 0) {
            throw new IllegalArgumentException("fewestAccounts is " + fewestAccounts + ", must be 0 or more");
        }
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(order, "order is null");
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "offset is " + offset + ", limit is " + limit + "; must be 0 or more, and 1 to " + MOST);
        }
    }

    /** The same of other states only. */
    public CaseQuery in(Set<CaseState> some) {
        return new CaseQuery(some, holder, verdicts, account, fewestAccounts, order, ascending, offset, limit);
    }

    /** The same by another holder. */
    public CaseQuery heldBy(Holder who) {
        return new CaseQuery(states, who, verdicts, account, fewestAccounts, order, ascending, offset, limit);
    }

    /** The same of other verdicts only. */
    public CaseQuery judged(Set<Verdict> some) {
        return new CaseQuery(states, holder, some, account, fewestAccounts, order, ascending, offset, limit);
    }

    /** The same with an account. */
    public CaseQuery with(String name) {
        return new CaseQuery(
                states, holder, verdicts, Optional.of(name), fewestAccounts, order, ascending, offset, limit);
    }

    /** The same with so many accounts or more. */
    public CaseQuery ofAtLeast(long accounts) {
        return new CaseQuery(states, holder, verdicts, account, accounts, order, ascending, offset, limit);
    }

    /** The same in another order. */
    public CaseQuery by(Order other) {
        return new CaseQuery(states, holder, verdicts, account, fewestAccounts, other, ascending, offset, limit);
    }

    /** The same the other way round, or as it was. */
    public CaseQuery ascending(boolean smallestFirst) {
        return new CaseQuery(states, holder, verdicts, account, fewestAccounts, order, smallestFirst, offset, limit);
    }

    /** Another stretch of the same. */
    public CaseQuery page(int from, int most) {
        return new CaseQuery(states, holder, verdicts, account, fewestAccounts, order, ascending, from, most);
    }
}
