// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds unrelated accounts behind which access is pooled: each carries a mix of many people's prompts, none has interests
 * of its own, and all behave as one scheduler's.
 *
 * <p>Who takes part, the centre of what they send, and the behaviour they share are estimated in turns. {@link Interests}
 * are compared with those of others at the account's volume, since they show better in more prompts. What the prompts ask
 * for plays no part: a reseller and a harvest with other people's prompts look the same.
 *
 * <p>O(exchanges) once, then O(accounts) a round. Deterministic.
 */
final class PooledAccess {
    static final int LEAST_MEMBERS = 25;

    private static final int ROUNDS = 8;
    private static final int FIRST_ONE_IN = 10;
    private static final double SURE = 2;

    private record Placed(AccountView account, Interests interests) {}

    private final List<Placed> accounts;

    /**
     * Prepares a search.
     *
     * @param candidates accounts without a customer or payer that explains them; of these, the ones with enough prompts
     *     and without a system prompt of their own, which would say what they are for, are looked at
     */
    PooledAccess(List<AccountView> candidates, ContentSpace space) {
        Placed[] placed = new Placed[candidates.size()];
        space.parallel().forEach(placed.length, i -> {
            AccountView account = candidates.get(i);
            if (!instructed(account)) {
                Interests.of(account, space).ifPresent(interests -> placed[i] = new Placed(account, interests));
            }
        });
        accounts = IntStream.range(0, placed.length)
                .mapToObj(i -> Optional.ofNullable(placed[i]))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean instructed(AccountView account) {
        long instructed = account.sample.stream()
                .filter(exchange -> exchange.systemHash() != 0)
                .count();
        return 2 * instructed > account.sample.size();
    }

    /** The accounts, in order; none when fewer than {@value #LEAST_MEMBERS} hold together. */
    List<AccountView> find() {
        double[] everybody = new double[ContentSpace.DIMENSIONS];
        double[] logRatio = accounts.stream()
                .mapToDouble(a -> a.interests.logRatio(everybody))
                .toArray();
        BitSet members = new BitSet();
        IntStream.range(0, logRatio.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> logRatio[i]))
                .limit(logRatio.length / FIRST_ONE_IN)
                .forEach(members::set);
        for (int round = 1; round <= ROUNDS; round++) {
            if (members.cardinality() < (round == 1 ? 1 : LEAST_MEMBERS)) {
                return List.of();
            }
            members = taking(members, round == ROUNDS ? SURE : 0);
        }
        return members.cardinality() < LEAST_MEMBERS
                ? List.of()
                : members.stream().mapToObj(i -> accounts.get(i).account).toList();
    }

    /** Whose log-odds of taking part in what {@code members} do exceed {@code least}. */
    private BitSet taking(BitSet members, double least) {
        double[] centre = Interests.centre(interests(members, true));
        double[] others = Interests.spread(interests(members, false), centre);
        BitSet indices = new BitSet();
        members.stream().forEach(i -> indices.set(accounts.get(i).account.index));
        Behaviour behaviour =
                Behaviour.learn(accounts.stream().map(Placed::account).toList(), indices);
        int count = members.cardinality();
        double prior = Math.min(0, Math.log(count / Math.max(1.0, accounts.size() - count)));
        BitSet taking = new BitSet();
        for (int i = 0; i < accounts.size(); i++) {
            Interests interests = accounts.get(i).interests;
            double dealt = interests.logDensityDealt(centre) - interests.logDensity(centre, others);
            taking.set(i, dealt + behaviour.logOdds(accounts.get(i).account) + prior > least);
        }
        return taking;
    }

    private List<Interests> interests(BitSet members, boolean wanted) {
        return IntStream.range(0, accounts.size())
                .filter(i -> members.get(i) == wanted)
                .mapToObj(i -> accounts.get(i).interests)
                .toList();
    }
}
