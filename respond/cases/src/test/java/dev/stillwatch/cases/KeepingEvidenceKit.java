// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of store must do with texts kept as evidence. */
interface KeepingEvidenceKit extends StoreUnderTest {
    @Test
    default void vault_keepRevealAndPurge_leavesCommitmentsOnly(@TempDir Path keys) {
        EvidenceVault vault = store().vault(EvidenceKeys.inFile(keys.resolve("key.json")), EvidenceLimits.DEFAULTS);
        String older = openCase();
        String id = observe(TestCampaign.accounts(20, 40)).caseId();
        List<EvidencePart> parts = List.of(new EvidencePart(EvidencePart.Role.PROMPT, "nul\0 half \ud800 \\"));
        String evidence = vault.keep(id, "a\0b", NOW, parts, NOW).orElseThrow();

        assertThat(vault.reveal(evidence, "ana\0", "to check", NOW)).isEqualTo(parts);
        observe(TestCampaign.accounts(0, 40));
        assertThat(vault.listOf("a\0b")).isEqualTo(vault.list(id));
        assertThat(vault.listOf("a")).isEmpty();
        assertThat(vault.list(older))
                .isEqualTo(vault.list(id))
                .singleElement()
                .satisfies(item -> assertThat(item.reveals()).hasSize(1));
        store().close(older, "done", "ana", NOW);
        assertThat(vault.purge(NOW)).isEqualTo(new EvidenceVault.Purged(0, 0));
        assertThat(vault.purge(NOW.plus(EvidenceLimits.DEFAULTS.afterClosing())))
                .isEqualTo(new EvidenceVault.Purged(1, 1));
        assertThat(vault.list(older)).singleElement().satisfies(item -> {
            assertThat(item.readable()).isFalse();
            assertThat(item.commitment()).hasSize(64);
        });
        assertThatThrownBy(() -> vault.reveal(evidence, "ana", "late", NOW)).hasMessageContaining("was removed");
    }

    @Test
    default void vault_manyAtOnce_neverKeepMoreThanTheShare(@TempDir Path keys) throws Exception {
        EvidenceLimits limits = new EvidenceLimits(3, 4, 100, WEEK, DAY);
        String id = openCase();
        List<Future<Optional<String>>> kept = new ArrayList<>();
        try (CaseStore other = CaseStore.open(url(), AuditSink.NONE);
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 24; i++) {
                String account = "a" + i % 3;
                CaseStore mine = i % 2 == 0 ? store() : other;
                // Each with keys of its own, as in processes of their own: the first to come makes the file.
                EvidenceVault vault = mine.vault(EvidenceKeys.inFile(keys.resolve("key.json")), limits);
                kept.add(threads.submit(() -> vault.keep(
                        id, account, NOW, List.of(new EvidencePart(EvidencePart.Role.PROMPT, account)), NOW)));
            }
            int count = 0;
            for (Future<Optional<String>> one : kept) {
                count += one.get().isPresent() ? 1 : 0;
            }
            assertThat(count).isEqualTo(4);
        }
        EvidenceVault vault = store().vault(EvidenceKeys.inFile(keys.resolve("key.json")), limits);
        assertThat(vault.list(id))
                .hasSize(4)
                .allSatisfy(item -> assertThat(vault.reveal(item.id(), "ana", "check", NOW)
                                .getFirst()
                                .text())
                        .isEqualTo(item.account()));
    }

    @Test
    default void reveal_timeIsOverAndNobodyHasPurged_isRefused(@TempDir Path keys) {
        EvidenceLimits limits = new EvidenceLimits(3, 4, 100, WEEK, DAY);
        EvidenceVault vault = store().vault(EvidenceKeys.inFile(keys.resolve("key.json")), limits);
        String id = openCase();
        List<EvidencePart> parts = List.of(new EvidencePart(EvidencePart.Role.PROMPT, "a text"));
        String evidence = vault.keep(id, "a1", NOW, parts, NOW).orElseThrow();
        EvidenceItem item = vault.list(id).getFirst();
        Instant over = NOW.plus(WEEK);

        assertThat(vault.reveal(evidence, "ana", "check", over.minusMillis(1))).isEqualTo(parts);
        assertThat(vault.mayReveal(item, over.minusMillis(1))).isTrue();
        assertThat(vault.mayReveal(item, over)).isFalse();
        assertThatThrownBy(() -> vault.reveal(evidence, "ana", "late", over))
                .hasMessageContaining(" is over: its text is not shown");

        store().close(id, "done", "ana", NOW);
        assertThat(vault.reveal(evidence, "ana", "check", NOW.plus(DAY).minusMillis(1)))
                .isEqualTo(parts);
        assertThatThrownBy(() -> vault.reveal(evidence, "ana", "late", NOW.plus(DAY)))
                .hasMessageContaining(" is over: its text is not shown");
        assertThat(vault.list(id).getFirst().reveals()).hasSize(2);
    }
}
