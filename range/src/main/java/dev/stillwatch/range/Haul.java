// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.Objects;

/**
 * What the campaigns of a log got for what they sent.
 *
 * <p>An account is done for once it is accused: what it sends later is neither an example that got away nor paid for.
 *
 * @param examples harvesting requests, those after an accusation included
 * @param undetected harvesting requests of accounts not accused by then
 * @param paid harvesting and decoy requests of accounts not accused by then
 * @param resold resold requests of accounts not accused by then
 * @param accounts campaign accounts used
 * @param agedAccounts those among them that were old when they were first used
 * @param recall share of campaign accounts with the verdict distillation in the last scan
 * @param atLowRate share of campaign accounts above all but 0.1 % of the benign ones in the last scan
 */
public record Haul(
        long examples,
        long undetected,
        long paid,
        long resold,
        long accounts,
        long agedAccounts,
        Share recall,
        Share atLowRate) {

    public Haul {
        if (undetected < 0 || undetected > examples || paid < undetected || resold < 0) {
            throw new IllegalArgumentException(
                    undetected + " of " + examples + " examples got away for " + paid + " and " + resold + " requests");
        }
        if (agedAccounts < 0 || agedAccounts > accounts) {
            throw new IllegalArgumentException(agedAccounts + " aged accounts of " + accounts);
        }
        Objects.requireNonNull(recall, "recall is null");
        Objects.requireNonNull(atLowRate, "atLowRate is null");
    }

    /** Share of the examples that got away. */
    public Share away() {
        return new Share(undetected, examples);
    }

    /** Requests paid for each example that got away, accounts included; infinite where none did. */
    public double price(AttackPrices prices) {
        double accountsPaid = (accounts - agedAccounts) * prices.account() + agedAccounts * prices.agedAccount();
        return undetected == 0
                ? Double.POSITIVE_INFINITY
                : (paid + resold * prices.resold() + accountsPaid) / undetected;
    }

    /** Both together, as if of one log. */
    public Haul plus(Haul other) {
        return new Haul(
                examples + other.examples,
                undetected + other.undetected,
                paid + other.paid,
                resold + other.resold,
                accounts + other.accounts,
                agedAccounts + other.agedAccounts,
                sum(recall, other.recall),
                sum(atLowRate, other.atLowRate));
    }

    private static Share sum(Share one, Share other) {
        return new Share(one.hits() + other.hits(), one.trials() + other.trials());
    }
}
