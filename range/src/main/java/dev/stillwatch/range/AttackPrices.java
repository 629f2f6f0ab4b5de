// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/**
 * What a campaign pays, counted in requests: a harvesting or decoy request costs 1.
 *
 * <p>Only ratios matter. Nothing is charged for customers whose requests are resold, for rewording, or for work.
 *
 * @param account price of an account with its payment instrument and line, 0 or more
 * @param agedAccount the same of one that is {@link HaulLedger#AGED} or older when the campaign first uses it
 * @param resold what a resold request costs the campaign: 0 where its customers pay for all of it, 1 where for nothing
 */
public record AttackPrices(double account, double agedAccount, double resold) {
    /** An account costs as much as 20 requests, an aged one as 100, resold requests nothing. */
    public static final AttackPrices DEFAULTS = new AttackPrices(20, 100, 0);

    public AttackPrices {
        if (!(account >= 0 && Double.isFinite(account)) || !(agedAccount >= 0 && Double.isFinite(agedAccount))) {
            throw new IllegalArgumentException(
                    "accounts cost " + account + " and " + agedAccount + " requests, must be 0 or more");
        }
        if (!(resold >= 0 && resold <= 1)) {
            throw new IllegalArgumentException("a resold request costs " + resold + ", must be 0 to 1");
        }
    }
}
