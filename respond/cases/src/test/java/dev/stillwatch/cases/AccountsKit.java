// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every kind of store must do for somebody who asks about one account. */
interface AccountsKit extends StoreUnderTest {
    private List<String> names(String prefix, Optional<String> after, int limit) {
        return store().accounts(prefix, after, limit).stream()
                .map(AccountRecord::account)
                .toList();
    }

    @Test
    default void accounts_byTheBeginningOfTheirNames_areThoseOnce() {
        List<String> names =
                List.of("ann", "ann-1", "anna", "anz", "Ann", "an%", "an_", "an\\x", "\uD83D\uDE00x", "\uffee");
        observe(names);
        store().act(Optional.empty(), Set.of("ann-1", "ann-2"), TestCampaign.suspend(WEEK, false), "directive", NOW);
        assertThat(names("ann", Optional.empty(), 10)).containsExactly("ann", "ann-1", "ann-2", "anna");
        assertThat(names("an%", Optional.empty(), 10)).containsExactly("an%");
        assertThat(names("an_", Optional.empty(), 10)).containsExactly("an_");
        assertThat(names("an\\", Optional.empty(), 10)).containsExactly("an\\x");
        assertThat(names("\uD83D\uDE00", Optional.empty(), 10)).containsExactly("\uD83D\uDE00x");
        assertThat(names("nobody", Optional.empty(), 10)).isEmpty();
    }

    @Test
    default void accounts_stretchByStretch_areAllOnceInOrder() {
        List<String> names = new ArrayList<>(TestCampaign.accounts(0, 40));
        observe(names);
        store().act(Optional.empty(), Set.of("b", "a5"), TestCampaign.suspend(WEEK, false), "directive", NOW);
        names.add("b");
        names.sort(Comparator.naturalOrder());
        List<String> seen = new ArrayList<>();
        List<String> page = names("", Optional.empty(), 7);
        while (!page.isEmpty()) {
            seen.addAll(page);
            page = names("", Optional.of(page.getLast()), 7);
        }
        assertThat(seen).containsExactlyElementsOf(names);
    }

    @Test
    default void account_ofCasesAndMeasures_saysWhatWasFoundAndDone() {
        String id = openCase();
        Action action = suspended(id);
        Instant later = NOW.plus(DAY);
        store().feedback(id, List.of("a7"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", later);
        store().observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 9), Verdict.DISTILLATION, later)), later);
        AccountRecord released = store().account("a7");
        assertThat(released.cases()).singleElement().satisfies(one -> {
            assertThat(one.summary()).isEqualTo(store().find(id).summary());
            assertThat(one.joined()).isEqualTo(NOW);
            assertThat(one.left()).isEmpty();
        });
        assertThat(released.measures()).singleElement().satisfies(one -> {
            assertThat(one.actionId()).isEqualTo(action.id());
            assertThat(one.decision()).isEqualTo(action.decision());
            assertThat(one.released()).contains(later);
            assertThat(one.isActiveAt(later)).isFalse();
        });
        assertThat(released.findings())
                .containsExactly(new AccountRecord.Finding(
                        id, Feedback.Finding.FALSE_POSITIVE, false, "ana", later, "verified"));
        AccountRecord former = store().account("a9");
        assertThat(former.cases().getFirst().left()).contains(later);
        assertThat(former.measures().getFirst().isActiveAt(later)).isTrue();
        assertThat(former.measures().getFirst().isActiveAt(NOW.plus(WEEK))).isFalse();
        assertThat(store().account("A9")).isEqualTo(new AccountRecord("A9", List.of(), List.of(), List.of()));
    }
}
