// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.PackFolder;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directive of an authority from its letter to its end, with the example packs. */
class DirectiveDeskTest {
    private static final Path EXAMPLES = Path.of("../../policy/examples");

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock("2026-06-13T00:00:00Z");
    private final AccountRegister register = new AccountRegister();
    private CaseStore store;
    private DirectiveDesk desk;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(
                folder.resolve("accounts.csv"),
                "account,person_status,trusted_partner\nus,us-person,\nforeign,foreign,\npartner,foreign,partner-a\n");
        register.read(folder.resolve("accounts.csv"));
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        desk = new DirectiveDesk(store, register, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private PackSet packs(String... names) {
        try {
            Path packs = Files.createTempDirectory(folder, "packs");
            for (String name : names) {
                Files.copy(EXAMPLES.resolve(name), packs.resolve(name));
            }
            return PackFolder.open(packs, TrustedKeys.NONE, UnsignedPacks.ALLOW, clock, Duration.ofSeconds(1))
                    .current();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> withheld(String account) {
        Set<String> models = new TreeSet<>();
        for (Measure measure : desk.of(account)) {
            models.addAll(((Countermeasure.Withhold) measure.countermeasure()).models());
        }
        return models;
    }

    private Set<String> written() {
        Set<String> accounts = new TreeSet<>();
        store.activeActions(clock.instant()).forEach(action -> accounts.addAll(action.accounts()));
        return accounts;
    }

    @Test
    void directive_holdsFromTheFirstRequestOn_alsoForAccountsNobodyKnows() {
        desk.reconcile(packs("directive.yaml"));
        assertThat(withheld("foreign")).containsExactly("aurora-2", "aurora-2-mini");
        assertThat(withheld("unknown")).containsExactly("aurora-2", "aurora-2-mini");
        assertThat(withheld("us")).isEmpty();
        assertThat(written()).containsExactlyInAnyOrder("foreign", "partner");
    }

    @Test
    void firstRequest_isWrittenDownOnce() {
        PackSet packs = packs("directive.yaml");
        desk.reconcile(packs);
        assertThat(desk.due(packs)).isFalse();
        desk.of("unknown");
        assertThat(desk.due(packs)).isTrue();
        desk.reconcile(packs);
        assertThat(written()).contains("unknown");
        int actions = store.activeActions(clock.instant()).size();
        desk.of("unknown");
        desk.of("foreign");
        assertThat(desk.due(packs)).isFalse();
        desk.reconcile(packs);
        desk.reconcile(packs);
        assertThat(store.activeActions(clock.instant())).hasSize(actions);
    }

    @Test
    void restart_keepsWhatWasWritten_evenOfAccountsThatHaveNotComeBack() {
        PackSet packs = packs("directive.yaml");
        desk.reconcile(packs);
        desk.of("unknown");
        desk.reconcile(packs);
        List<Action> before = store.activeActions(clock.instant());
        new DirectiveDesk(store, register, clock).reconcile(packs);
        assertThat(store.activeActions(clock.instant())).isEqualTo(before);
    }

    @Test
    void exemption_givesPartnersTheSmallModelBack() {
        desk.reconcile(packs("directive.yaml"));
        clock.advance(Duration.ofDays(14));
        desk.reconcile(packs("directive.yaml", "directive-annex.yaml"));
        assertThat(withheld("partner")).containsExactly("aurora-2");
        assertThat(withheld("foreign")).containsExactly("aurora-2", "aurora-2-mini");
        assertThat(store.activeActions(clock.instant()))
                .filteredOn(action -> action.accounts().contains("partner"))
                .singleElement()
                .satisfies(action ->
                        assertThat(action.countermeasure()).isEqualTo(new Countermeasure.Withhold(Set.of("aurora-2"))));
    }

    @Test
    void windowThatCloses_liftsItThoughNoFileChanges() {
        PackSet packs = packs("directive.yaml", "directive-annex.yaml", "directive-lifted.yaml");
        clock.advance(Duration.ofDays(17).plusHours(21));
        desk.reconcile(packs);
        assertThat(withheld("foreign")).isNotEmpty();
        assertThat(desk.due(packs)).isFalse();
        clock.advance(Duration.ofHours(4));
        assertThat(desk.due(packs)).isTrue();
        desk.reconcile(packs);
        assertThat(withheld("foreign")).isEmpty();
        assertThat(store.activeActions(clock.instant())).isEmpty();
    }

    @Test
    void packRemoved_undoesItsActions() {
        desk.reconcile(packs("directive.yaml"));
        desk.of("unknown");
        desk.reconcile(packs("directive.yaml"));
        desk.reconcile(PackSet.EMPTY);
        assertThat(written()).isEmpty();
        assertThat(withheld("foreign")).isEmpty();
        assertThat(withheld("unknown")).isEmpty();
    }

    @Test
    void registerThatLearnsMore_releasesTheAccount() throws IOException {
        PackSet packs = packs("directive.yaml");
        desk.reconcile(packs);
        desk.of("unknown");
        desk.reconcile(packs);
        Files.writeString(
                folder.resolve("accounts.csv"), "account,person_status\nunknown,us-person\nforeign,foreign\n");
        register.read(folder.resolve("accounts.csv"));
        desk.reconcile(packs);
        assertThat(withheld("unknown")).isEmpty();
        assertThat(written()).doesNotContain("unknown").contains("foreign");
    }

    @Test
    void longDirective_isRenewedBeforeItsActionsRunOut() {
        PackSet packs = packs("directive.yaml");
        desk.reconcile(packs);
        for (int day = 0; day < 90; day++) {
            clock.advance(Duration.ofDays(1));
            if (desk.due(packs)) {
                desk.reconcile(packs);
            }
            assertThat(written()).as("day " + day).contains("foreign");
            assertThat(withheld("foreign")).as("day " + day).isNotEmpty();
        }
        assertThat(store.activeActions(clock.instant())).hasSizeLessThan(4);
    }

    @Test
    void undoneByAPerson_staysUndoneUntilThePackChanges() {
        PackSet packs = packs("directive.yaml");
        desk.reconcile(packs);
        Action action = store.activeActions(clock.instant()).getFirst();
        store.undo(action, "Licensed.", "lee", clock.instant());
        assertThat(desk.due(packs)).isTrue();
        desk.reconcile(packs);
        assertThat(withheld("foreign")).isEmpty();
        assertThat(written()).isEmpty();
        assertThat(withheld("unknown")).isNotEmpty();
        clock.advance(Duration.ofDays(14));
        desk.reconcile(packs("directive-annex.yaml"));
        assertThat(withheld("foreign")).isNotEmpty();
    }
}
