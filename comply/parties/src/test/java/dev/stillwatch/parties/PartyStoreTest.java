// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartyStoreTest {
    private static final Instant NOW = PartyFileTest.NOW;

    @TempDir
    private Path folder;

    private static PartyFile file() {
        return PartyFile.read(PartyFileTest.COMPLETE, "party.json");
    }

    static Determination determination(Instant expires, String factsHash) {
        return new Determination(
                new PartyId("c-1"),
                "OFAC_SDN:36",
                Determination.Outcome.DIFFERENT,
                "another year of birth",
                Set.of("analyst-1"),
                NOW,
                expires,
                factsHash,
                "entry-hash",
                List.of("sdn 0123"));
    }

    @Test
    void enter_twice_addsWhatIsNewOnly_andIsThereAfterOpeningAgain() {
        PartyStore store = PartyStore.open(folder.resolve("parties.db"));
        assertThat(store.enter(file(), NOW)).isEqualTo(15);
        assertThat(store.enter(file(), NOW.plusSeconds(5))).isZero();
        Party party = PartyStore.open(folder.resolve("parties.db"))
                .party(new PartyId("c-1"))
                .orElseThrow();
        assertThat(party.facts()).isEqualTo(file().facts(NOW));
        assertThat(store.holdings()).isEqualTo(file().holdings());
        assertThat(store.parties()).containsExactly(new PartyId("c-1"));
        assertThat(store.party(new PartyId("c-2"))).isEmpty();
    }

    @Test
    void enter_asAnotherKind_isRefused_andChangesNothing() {
        PartyStore store = PartyStore.open(folder.resolve("parties.db"));
        store.enter(file(), NOW);
        PartyFile person = PartyFile.read("{\"id\": \"c-1\", \"kind\": \"person\"}", "other.json");
        assertThatThrownBy(() -> store.enter(person, NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("c-1 is there as another kind");
        assertThat(store.party(new PartyId("c-1")).orElseThrow().facts()).hasSize(14);
    }

    @Test
    void determine_isKeptWithAllThatItWasMadeOn() {
        PartyStore store = PartyStore.open(folder.resolve("parties.db"));
        store.enter(file(), NOW);
        Determination made = determination(NOW.plus(Duration.ofDays(90)), "facts");
        store.determine(made);
        assertThat(store.determinations(new PartyId("c-1"))).containsExactly(made);
    }

    @Test
    void erase_leavesNothingOfAPartyInTheFile() throws IOException {
        PartyStore store = PartyStore.open(folder.resolve("parties.db"));
        store.enter(file(), NOW);
        store.determine(determination(NOW.plusSeconds(1), "facts"));
        assertThat(anywhere("Canary")).isTrue();
        assertThat(store.erase(new PartyId("c-1"))).isTrue();
        assertThat(anywhere("Canary")).isFalse();
        assertThat(anywhere("another year")).isFalse();
        assertThat(store.holdings()).isEmpty();
        assertThat(store.erase(new PartyId("c-1"))).isFalse();
    }

    private boolean anywhere(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void open_makesAFileForItsOwnerOnly() throws IOException {
        PartyStore.open(folder.resolve("below/parties.db"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("below/parties.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void open_somethingElse_isRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other.db"), "canary, not a database, ".repeat(50));
        assertThatThrownBy(() -> PartyStore.open(other))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("other.db")
                .hasMessageNotContaining("canary");
        assertThat(other).content().startsWith("canary, not");
    }

    @Test
    void determination_withoutWhatItMustHold_isRefused() {
        assertThatThrownBy(() -> determination(NOW, "facts")).hasMessageContaining("must expire");
        assertThatThrownBy(() -> determination(NOW.plusSeconds(1), " ")).hasMessageContaining("what it was made on");
        Determination made = determination(NOW.plusSeconds(1), "facts");
        assertThatThrownBy(() -> new Determination(
                        made.party(),
                        made.entry(),
                        Determination.Outcome.SAME_AUTHORISED,
                        made.reason(),
                        made.deciders(),
                        made.decided(),
                        made.expires(),
                        made.factsHash(),
                        made.entryHash(),
                        made.snapshots()))
                .hasMessageContaining("two people");
    }

    @Test
    void determination_holds_untilItExpiresOrWhatItWasMadeOnChanges() {
        Determination made = determination(NOW.plusSeconds(10), "facts");
        assertThat(made.holds("facts", "entry-hash", NOW.plusSeconds(9))).isTrue();
        assertThat(made.holds("facts", "entry-hash", NOW.plusSeconds(10))).isFalse();
        assertThat(made.holds("other", "entry-hash", NOW)).isFalse();
        assertThat(made.holds("facts", "other", NOW)).isFalse();
    }
}
