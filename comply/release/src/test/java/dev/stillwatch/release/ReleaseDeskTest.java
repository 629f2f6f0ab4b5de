// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static dev.stillwatch.release.Releases.NOW;
import static dev.stillwatch.release.Releases.clean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.parties.Basis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseDeskTest {
    private static final Vault.Progress SILENT = (bytes, of) -> {};
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private Approvers people;
    private Vault vault;
    private RecipientKey lab;
    private String original = "";

    @BeforeEach
    void vault() throws IOException {
        people = new Approvers(folder);
        vault = Vault.open(folder.resolve("vault"), KeysetPlace.inFile("vault key", folder.resolve("vault-key.json")));
        lab = RecipientKey.parse(
                RecipientKey.Private.readOrMake(KeysetPlace.inFile("recipient key", folder.resolve("lab.json")))
                        .publicJson(),
                "lab");
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("one"), "1".repeat(100));
        Files.writeString(model.resolve("two"), "2".repeat(50));
        original = vault.store(model, "aurora-2", Optional.empty(), NOW, SILENT).id();
    }

    private ReleaseStore store() {
        return ReleaseStore.open(folder.resolve("releases.db"));
    }

    private ReleaseDesk desk(LicenceEngine engine) {
        return new ReleaseDesk(store(), people.keys(), engine);
    }

    private void happens(ReleaseEvent event, Instant at) {
        store().append("r-1", event, people.keys(), at);
    }

    private static LicenceEngine limited(String limits) {
        return new LicenceEngine(
                LicencePacks.of(
                        List.of(Releases.shipped("house.yaml", "lasting: 30d", "lasting: 30d\n        " + limits))),
                List.of());
    }

    private ReleaseDesk approved(LicenceEngine engine) {
        ReleaseDesk desk = desk(engine);
        happens(Releases.requested(ReleaseKind.KEY_RELEASE), NOW);
        LicenceDecision decision = desk.decide(clean().facts(), NOW);
        happens(people.approval("ann", decision), NOW);
        happens(people.approval("cid", decision), NOW);
        return desk;
    }

    private ReleaseEvent.Copied copy(ReleaseDesk desk) {
        return desk.copy(
                "r-1", vault, original, folder.resolve("work"), (plain, marked) -> Optional.empty(), LATER, SILENT);
    }

    @Test
    void keys_withinTheBudget_areHandedOverAndCounted() {
        ReleaseDesk desk = approved(limited("bytes: 160B"));
        copy(desk);
        Grant first = desk.keys("r-1", vault, 0, Optional.of(1), lab, LATER);
        assertThat(first.terms().bytes()).isEqualTo(100);
        assertThat(first.terms().expires()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(desk.keys("r-1", vault, 1, Optional.empty(), lab, LATER)
                        .terms()
                        .bytes())
                .isEqualTo(50);
        assertThatThrownBy(() -> desk.keys("r-1", vault, 1, Optional.empty(), lab, LATER))
                .hasMessageContaining("10 are left");
        assertThat(store().history("r-1").bytesReleased()).isEqualTo(150);
    }

    @Test
    void keys_askedForByManyAtOnce_neverExceedTheBudget() throws InterruptedException {
        copy(approved(limited("bytes: 350B")));
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            // Each with a store of its own, as processes have.
            ReleaseDesk desk = desk(limited("bytes: 350B"));
            tries.add(() -> {
                try {
                    desk.keys("r-1", vault, 0, Optional.of(1), lab, LATER);
                    return true;
                } catch (StillwatchException _) {
                    return false;
                }
            });
        }
        int handedOver = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> each : workers.invokeAll(tries)) {
                try {
                    handedOver += each.get() ? 1 : 0;
                } catch (ExecutionException e) {
                    throw new AssertionError(e);
                }
            }
        }
        assertThat(handedOver).isEqualTo(3);
        assertThat(store().history("r-1").bytesReleased()).isEqualTo(300);
    }

    @Test
    void keys_rulesChangedSinceTheDecision_areRefused() {
        ReleaseDesk before = approved(Releases.engine());
        copy(before);
        Directive letter = Directive.parse("letter.yaml", """
                id: letter
                authority: an authority
                scope: party.jurisdiction != "US"
                effective-from: 2026-11-23T12:30:00Z
                known-at: 2026-11-23T12:30:00Z
                reason: withheld
                """.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> desk(new LicenceEngine(Releases.shipped(), List.of(letter)))
                        .keys("r-1", vault, 0, Optional.empty(), lab, LATER))
                .hasMessageContaining("it would now be deny, letter: withheld");
        assertThatThrownBy(() -> desk(limited("bytes: 10B")).keys("r-1", vault, 0, Optional.empty(), lab, LATER))
                .hasMessageContaining("set other limits");
        assertThat(store().history("r-1").bytesReleased()).isZero();
        assertThat(before.keys("r-1", vault, 0, Optional.empty(), lab, LATER)
                        .terms()
                        .bytes())
                .isEqualTo(150);
    }

    @Test
    void copy_notAllowedOrOfAnotherModel_leavesNoPlaintextAndNoCopy() throws IOException {
        ReleaseDesk desk = desk(Releases.engine());
        happens(Releases.requested(ReleaseKind.KEY_RELEASE), NOW);
        assertThatThrownBy(() -> copy(desk)).hasMessageContaining("not decided");
        assertThat(folder.resolve("work")).doesNotExist();
        ReleaseDesk allowed = approved(Releases.engine());
        Path other = Files.writeString(folder.resolve("other"), "x");
        String wrong =
                vault.store(other, "aurora-3", Optional.empty(), NOW, SILENT).id();
        assertThatThrownBy(() -> allowed.copy(
                        "r-1",
                        vault,
                        wrong,
                        folder.resolve("work"),
                        (plain, marked) -> Optional.empty(),
                        LATER,
                        SILENT))
                .hasMessageContaining("no original of aurora-2");
        ReleaseEvent.Copied copied = copy(allowed);
        assertThatThrownBy(() -> copy(allowed)).hasMessageContaining("already");
        assertThat(vault.artefacts()).containsExactlyInAnyOrder(original, wrong, copied.copy());
    }

    @Test
    void inventory_copiesReleasesAndWhatIsGone_isListed() {
        ReleaseDesk desk = approved(Releases.engine());
        ReleaseEvent.Copied copied = copy(desk);
        desk.keys("r-1", vault, 0, Optional.empty(), lab, LATER);
        CopyInventory inventory = CopyInventory.of(vault, List.of(store().history("r-1")));
        assertThat(inventory.problems()).isEmpty();
        assertThat(inventory.copies())
                .extracting(CopyInventory.Copy::holder)
                .containsExactlyInAnyOrder("original, held here", "for p-1, can be read there");
        assertThat(CopyInventory.of(vault, List.of()).problems())
                .singleElement()
                .asString()
                .contains("does not know it");
        vault.destroy(copied.copy());
        assertThat(CopyInventory.of(vault, List.of(store().history("r-1"))).problems())
                .singleElement()
                .asString()
                .contains("not in this vault");
        happens(new ReleaseEvent.Recalled("ann", "over"), LATER);
        happens(new ReleaseEvent.Destroyed(copied.copy(), Basis.DOCUMENT, "certificate 9"), LATER);
        CopyInventory after = CopyInventory.of(vault, List.of(store().history("r-1")));
        assertThat(after.problems()).isEmpty();
        assertThat(after.copies())
                .anyMatch(copy ->
                        copy.holder().equals("said to be destroyed at p-1 (document)") && copy.keysOut() == 150);
    }

    @Test
    void blastRadius_directive_namesThoseItWouldEndAndNobodyElse() {
        copy(approved(Releases.engine()));
        ReleaseDesk desk = desk(Releases.engine());
        desk.keys("r-1", vault, 0, Optional.empty(), lab, LATER);
        Directive letter = Directive.parse("letter.yaml", """
                id: letter
                authority: an authority
                scope: party.ultimate_parent != "US"
                effective-from: 2026-11-23T12:30:00Z
                known-at: 2026-11-23T12:30:00Z
                reason: withheld
                """.getBytes(StandardCharsets.UTF_8));
        ReleaseHistory german = store().history("r-1");
        ReleaseFacts usFacts =
                clean().with(ReleaseFact.PARTY_ULTIMATE_PARENT, "US").facts();
        ReleaseHistory american = new ReleaseHistory("r-2", List.of())
                .with(Releases.requested(ReleaseKind.REMOTE_ACCESS), NOW)
                .with(new ReleaseEvent.Decided(Releases.engine().decide(usFacts, NOW, NOW), usFacts), NOW);
        BlastRadius radius = BlastRadius.of(letter, List.of(german, american), LATER);
        assertThat(radius.affected())
                .extracting(BlastRadius.Affected::release, BlastRadius.Affected::bytesOut)
                .containsExactly(Tuple.tuple("r-1", 150L));
        assertThat(radius.untouched()).isEqualTo(1);
        assertThat(radius.toBeAsked()).isEmpty();
        Directive asking = Directive.parse("letter.yaml", """
                id: letter
                authority: an authority
                scope: '"FR" in party.nationalities'
                when-unknown: ask
                effective-from: 2026-11-23T12:30:00Z
                known-at: 2026-11-23T12:30:00Z
                reason: withheld
                """.getBytes(StandardCharsets.UTF_8));
        BlastRadius asked = BlastRadius.of(asking, List.of(german, american), LATER);
        assertThat(asked.affected()).isEmpty();
        assertThat(asked.toBeAsked())
                .extracting(BlastRadius.Affected::release, BlastRadius.Affected::unknown)
                .containsExactly(
                        Tuple.tuple("r-1", List.of("party.nationalities")),
                        Tuple.tuple("r-2", List.of("party.nationalities")));
        assertThat(radius.copiesOut()).isEqualTo(1);
        assertThat(BlastRadius.of(letter, List.of(german), NOW.plus(Duration.ofDays(60)))
                        .affected())
                .as("weights stay out when a decision expires")
                .hasSize(1);
    }

    @Test
    void record_intoAnEvidenceLog_takesEachEventOnce() {
        approved(Releases.engine());
        List<String> types = new ArrayList<>();
        assertThat(store().record("log", (type, json) -> {
                    types.add(type);
                    return types.size();
                }))
                .isEqualTo(4);
        assertThat(types)
                .containsExactly("release-requested", "release-decided", "release-approved", "release-approved");
        assertThat(store().record("log", (type, json) -> 0)).isZero();
        assertThat(store().record("another", (type, json) -> 0)).isEqualTo(4);
    }

    @Test
    void store_fileOfAnotherKind_isRefusedWithoutQuotingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("text.db"), "zqcanary7731 is no database");
        assertThatThrownBy(() -> ReleaseStore.open(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("store of releases")
                .hasMessageNotContaining("zqcanary7731");
    }
}
