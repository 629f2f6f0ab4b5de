// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;

/** One account as judged: its profile, its sampled exchanges in order of time, and facts measured from them once. */
final class AccountView {
    /** Which of two halves an account's exchanges train, so that no account is judged by a model it shaped. */
    final int fold;

    final AccountProfile profile;
    final int index;
    /** The independent customer it belongs to: its organisation, or itself. */
    final int unit;

    final boolean baseline;
    final List<SampledExchange> sample;
    final AccountFacts facts;

    AccountView(AccountProfile profile, int index, int unit, boolean baseline) {
        this.profile = profile;
        this.index = index;
        this.unit = unit;
        this.baseline = baseline;
        this.sample = profile.sampled();
        this.facts = AccountFacts.of(profile, sample);
        this.fold = (int) (Hashing.of(profile.account()) & 1);
    }

    boolean hasText() {
        return facts.withText() > 0;
    }
}
