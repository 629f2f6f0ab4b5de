// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accounts whose sending the same items again and again, at fixed settings, explains what they send.
 *
 * <p>A laboratory shares out its items over the accounts of one customer or payer, so that what an account repeats may
 * have been sent by another: an account's repeats are its own or those of all its customer's, whichever are more.
 */
final class Measurers {
    private static final int LEAST_MEASURED = 20;
    private static final double REPEATS = 0.15;
    private static final double MOSTLY_REPEATS = 0.5;
    private static final double FIXED = 0.5;

    private final double[] repeats;

    private Measurers(double[] repeats) {
        this.repeats = repeats;
    }

    /** The measurers of a population. */
    static Measurers of(Population population) {
        double[] repeats = new double[population.size()];
        Map<String, List<AccountView>> customers = new TreeMap<>();
        for (AccountView account : population.current()) {
            repeats[account.index] = account.facts.repeats();
            if (account.facts.deterministic() >= FIXED) {
                account.profile
                        .organisation()
                        .map(organisation -> "o" + organisation)
                        .or(() ->
                                account.profile.payments().stream().findFirst().map(payment -> "p" + payment))
                        .ifPresent(customer -> customers
                                .computeIfAbsent(customer, c -> new ArrayList<>())
                                .add(account));
            }
        }
        for (List<AccountView> accounts : customers.values()) {
            if (accounts.size() > 1) {
                double together = repeatsAcross(accounts);
                accounts.forEach(a -> repeats[a.index] = Math.max(repeats[a.index], together));
            }
        }
        return new Measurers(repeats);
    }

    /**
     * Whether measuring explains why an account sends what a group sends: it repeats its items, and either most of them
     * or clearly more than the group does. A group whose members all repeat a few items is not excused by that.
     */
    boolean explains(AccountView account, CohortFacts group) {
        double repeated = repeats[account.index];
        return account.facts.withText() >= LEAST_MEASURED
                && measures(repeated, account.facts.deterministic())
                && (repeated >= MOSTLY_REPEATS || repeated >= group.repeats() + REPEATS);
    }

    /** Whether an account repeats its items as measurements do. */
    static boolean measures(AccountView account) {
        return account.facts.withText() >= LEAST_MEASURED
                && measures(account.facts.repeats(), account.facts.deterministic());
    }

    /** Whether repeated items and fixed settings, each a share, show a measurement. */
    static boolean measures(double repeats, double deterministic) {
        return repeats >= REPEATS && deterministic >= FIXED;
    }

    /** Share of prompts that another account of the group, or the same one, also sends. */
    static double repeatsAcross(List<AccountView> members) {
        Repetition repetition = new Repetition();
        long sampled = 0;
        long sent = 0;
        for (AccountView account : members) {
            sampled += account.sample.size();
            sent += account.profile.exchanges();
            for (SampledExchange digest : account.sample) {
                if (digest.hasText()) {
                    repetition.add(digest.textHash());
                }
            }
        }
        return sampled == 0 ? Double.NaN : repetition.share((double) sampled / Math.max(sampled, sent));
    }
}
