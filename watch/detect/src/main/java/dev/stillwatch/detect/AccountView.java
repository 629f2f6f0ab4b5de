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
        this(profile, index, unit, baseline, profile.sampled());
    }

    private AccountView(AccountProfile profile, int index, int unit, boolean baseline, List<SampledExchange> sample) {
        this.profile = profile;
        this.index = index;
        this.unit = unit;
        this.baseline = baseline;
        this.sample = sample;
        this.facts = AccountFacts.of(profile, sample);
        this.fold = (int) (Hashing.of(profile.account()) & 1);
    }

    /** The same account with only a part of its sampled exchanges. */
    AccountView with(List<SampledExchange> part) {
        return new AccountView(profile, index, unit, baseline, List.copyOf(part));
    }

    boolean hasText() {
        return facts.withText() > 0;
    }
}
