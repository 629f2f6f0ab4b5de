// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept to share: it comes back the same, changes only where something changed, and is never half there. */
class SharingStoreTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private Path file;
    private SharingStore store;

    @BeforeEach
    void make() {
        file = folder.resolve("below/sharing.db");
        store = SharingStore.make(file, "Example Models", Samples.NOW);
    }

    private SharedVersion share(int accounts, Instant now) {
        return store.ledger().share(Samples.shared(accounts), false, now).version();
    }

    @Test
    void make_isForItsOwnerOnly_andRefusesWhatIsThere() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Producer before = store.producer();
        assertThatThrownBy(() -> SharingStore.make(file, "Another", Samples.NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("sharing.db: is there already");
        assertThat(SharingStore.open(file).producer()).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder.resolve("below"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .allMatch(name -> name.startsWith("sharing.db"));
        }
    }

    @Test
    void open_whatOthersMayRead_isMissing_cutOffOrAnotherFile_isRefused() throws IOException {
        share(120, Samples.NOW);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 50, 1_000, whole.length / 2}) {
            Path cut = Files.write(folder.resolve("cut-" + length), java.util.Arrays.copyOf(whole, length));
            Files.setPosixFilePermissions(cut, PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() -> SharingStore.open(cut).ledger().all())
                    .as("%d bytes", length)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("cut-" + length);
            assertThat(cut).hasSize(length);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> SharingStore.open(file)).hasMessageContaining("others may read it; run chmod 600");
        assertThatThrownBy(() -> SharingStore.open(folder.resolve("nowhere.db")))
                .hasMessageContaining("nowhere.db: there is no sharing store; make one with stillwatch intel init");
    }

    @Test
    void share_again_changesNothing_andWhatChanged_keepsItsIdAndBeginning() {
        SharingLedger ledger = store.ledger();
        SharedVersion first = share(120, Samples.NOW);
        SharingLedger.Outcome again =
                SharingStore.open(file).ledger().share(Samples.shared(120), false, Samples.NOW.plus(DAY));
        assertThat(again.change()).isEqualTo(SharingLedger.Change.UNCHANGED);
        assertThat(again.version()).isEqualTo(first);
        assertThat(again.version().bundle(ledger.writer()).text())
                .isEqualTo(first.bundle(ledger.writer()).text());

        SharingLedger.Outcome later = ledger.share(Samples.shared(260), false, Samples.NOW.plus(DAY));
        assertThat(later.change()).isEqualTo(SharingLedger.Change.REVISED);
        assertThat(later.version().created()).isEqualTo(first.created());
        assertThat(later.version().modified()).isEqualTo(Samples.NOW.plus(DAY));
        assertThat(later.version().bundle(ledger.writer()).text())
                .contains(ledger.writer().campaignId("c-2b80d4aa1199"), "\"accounts_from\":200");
        assertThat(ledger.all()).containsExactly(later.version());
    }

    @Test
    void share_atTheSameMomentOrAfterTheClockWentBack_comesAfterAllBefore() {
        SharedVersion first = share(120, Samples.NOW);
        SharedVersion second = share(260, Samples.NOW);
        SharedVersion third = share(120, Samples.NOW.minus(DAY));
        assertThat(second.modified()).isAfter(first.modified());
        assertThat(third.modified()).isAfter(second.modified());
        int objects = second.bundle(store.ledger().writer()).objects().size();
        assertThat(third.added()).isAfterOrEqualTo(second.added().plusNanos(objects * 1_000L));
    }

    @Test
    void offer_afterTheFact_comesAsNewToPeers_andStays() {
        SharedVersion kept = share(120, Samples.NOW);
        assertThat(store.ledger().offeredAfter(Optional.empty())).isEmpty();
        SharedVersion offered = store.ledger()
                .share(Samples.shared(120), true, Samples.NOW.plus(DAY))
                .version();
        assertThat(offered.modified()).isEqualTo(kept.modified());
        assertThat(store.ledger().offeredAfter(Optional.of(kept.added()))).containsExactly(offered);
        assertThat(store.ledger().offeredAfter(Optional.of(offered.added()))).isEmpty();
        assertThat(share(260, Samples.NOW.plus(DAY.multipliedBy(2))).offered()).isTrue();
    }

    @Test
    void revoke_takesBackWhatEarlierVersionsHad_onceAndForGood() {
        SharingLedger ledger = store.ledger();
        share(120, Samples.NOW);
        // Below k no indicator leaves; recipients still hold those of the version before.
        SharedVersion bare = share(7, Samples.NOW.plus(DAY));
        assertThat(bare.campaign().indicators()).isEmpty();
        SharedVersion revoked = ledger.revoke("c-2b80d4aa1199", Samples.NOW.plus(DAY.multipliedBy(2)));
        assertThat(ledger.revoke("c-2b80d4aa1199", Samples.NOW.plus(DAY.multipliedBy(3))))
                .isEqualTo(revoked);
        ReadBundle read = new StixReader(ReadingLimits.DEFAULTS)
                .readBundle(revoked.bundle(ledger.writer()).bytes());
        assertThat(read.signals())
                .hasSameSizeAs(Samples.shared(120).indicators())
                .allMatch(InboundSignal::revoked);
        assertThatThrownBy(() -> share(120, Samples.NOW)).hasMessageContaining("share it under another with --as");
        assertThatThrownBy(() -> ledger.revoke("canary", Samples.NOW))
                .hasMessageContaining("no campaign of this id")
                .hasMessageNotContaining("canary");
    }

    @Test
    void redTo_nobodyByCollection() {
        SharingPolicy red = new SharingPolicy(10, 50, true, true, DAY, TrafficLight.RED, Handling.INVESTIGATE);
        SharedCampaign told = new Redaction(red, Optional.of(Samples.tokens()))
                .preview(Samples.campaign(120))
                .leaves()
                .orElseThrow();
        store.ledger().share(told, true, Samples.NOW);
        assertThat(store.ledger().offeredAfter(Optional.empty())).isEmpty();
    }

    @Test
    void share_byFourAtOnce_losesNothing_andGivesEachItsOwnPlace() throws Exception {
        List<Future<SharedVersion>> shared = new ArrayList<>();
        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                SharedCampaign campaign = named("c-" + i % 6, 120 + 100 * (i / 6));
                // Each with a connection of its own, as processes have.
                shared.add(four.submit(() -> SharingStore.open(file)
                        .ledger()
                        .share(campaign, true, Samples.NOW)
                        .version()));
            }
            for (Future<SharedVersion> each : shared) {
                each.get();
            }
        }
        List<SharedVersion> all = store.ledger().all();
        assertThat(all).hasSize(6);
        assertThat(all.stream().map(SharedVersion::added).distinct()).hasSize(6);
        assertThat(all).allMatch(version -> !version.created().isAfter(version.modified()));
    }

    private static SharedCampaign named(String id, int accounts) {
        SharedCampaign of = Samples.shared(accounts);
        return new SharedCampaign(
                id,
                of.verdict(),
                of.confidence(),
                of.firstSeen(),
                of.lastSeen(),
                of.size(),
                of.least(),
                of.capabilities(),
                of.cadence(),
                of.indicators(),
                of.light(),
                of.handling(),
                of.validUntil());
    }

    @Test
    void keys_changeOver_oneMakesTokensAndTheOthersAreRecognised() {
        SharingKeyRing keys = store.keys();
        assertThat(keys.tokens()).isEmpty();
        SharingKey next = SharingKey.random("forum-2027a", new SecureRandom());
        assertThat(keys.add(Samples.KEY, Samples.NOW)).isTrue();
        assertThat(keys.add(Samples.KEY, Samples.NOW)).isFalse();
        assertThat(keys.add(next, Samples.NOW)).isTrue();
        assertThatThrownBy(() -> keys.add(SharingKey.random("forum-2026a", new SecureRandom()), Samples.NOW))
                .hasMessageContaining("another key has the id forum-2026a");
        assertThat(keys.held()).extracting(SharingKeyRing.Held::id).containsExactly("forum-2026a", "forum-2027a");
        keys.use("forum-2027a");
        KeyedTokens tokens = SharingStore.open(file).keys().tokens().orElseThrow();
        assertThat(tokens.token(IdentifierKind.ACCOUNT, "a", Samples.NOW)
                        .orElseThrow()
                        .keyId())
                .isEqualTo("forum-2027a");
        assertThat(tokens.token("forum-2026a", "2026-11", IdentifierKind.ACCOUNT, "a"))
                .isEqualTo(Samples.tokens().token("forum-2026a", "2026-11", IdentifierKind.ACCOUNT, "a"));
        assertThatThrownBy(() -> keys.drop("forum-2027a")).hasMessageContaining("key use");
        keys.drop("forum-2026a");
        assertThat(keys.held()).hasSize(1);
        assertThatThrownBy(() -> keys.use("canary"))
                .hasMessageContaining("there is no key of this id")
                .hasMessageNotContaining("canary");
    }

    @Test
    void keyFile_comesBackTheSame_andAnyOtherTextIsRefusedWithoutSayingIt() {
        String text = SharingKeyFile.text(Samples.KEY);
        SharingKey read = SharingKeyFile.read(text, "key.json");
        assertThat(SharingKeyFile.text(read)).isEqualTo(text);
        for (String wrong : List.of(
                text.substring(0, 20),
                text.replace("forum-2026a", "Canary!"),
                text.replace("BwcH", "canary!!"),
                text.replace("\"secret\"", "\"canary\""),
                "canary")) {
            assertThatThrownBy(() -> SharingKeyFile.read(wrong, "key.json"))
                    .as(wrong)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageStartingWith("key.json: ")
                    .hasMessageNotContainingAny("anary", "BwcH")
                    .hasNoCause();
        }
    }

    @Test
    void ownersFile_isReplacedWhole_andNeverWhereItMustBeNew() throws IOException {
        Path out = folder.resolve("out/bundle.json");
        OwnersFile.writeNew(out, "one".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> OwnersFile.writeNew(out, "two".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("is there already");
        assertThat(out).hasContent("one");
        OwnersFile.write(out, "three".getBytes(StandardCharsets.UTF_8));
        assertThat(out).hasContent("three");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        Path folderThere = Files.createDirectories(folder.resolve("taken/full"));
        assertThatThrownBy(() -> OwnersFile.write(folder.resolve("taken"), new byte[1]))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cannot be written");
        assertThat(folderThere).isDirectory();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }
}
