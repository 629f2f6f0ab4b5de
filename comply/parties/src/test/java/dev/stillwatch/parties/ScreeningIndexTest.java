// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreeningIndexTest {
    @TempDir
    Path folder;

    private List<ListLoad.Loaded> lists = List.of();
    private ScreeningIndex index = new ScreeningIndex(List.of());

    @BeforeEach
    void read() throws IOException {
        lists = SmallLists.all(folder);
        index = new ScreeningIndex(lists);
    }

    @Test
    void screen_everyNameButWeakOnes_findsItsEntry() {
        for (ListLoad.Loaded list : lists) {
            for (ListEntry entry : list.entries()) {
                for (ListedName name : entry.names()) {
                    if (name.strength() != ListedName.Strength.WEAK) {
                        assertThat(index.screen(ScreeningQuery.of(name.text(), entry.kind()))
                                        .hits())
                                .as(name.text())
                                .extracting(ScreeningHit::entry)
                                .contains(entry);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, Tariq Hamdan al Namuzaji, 2674",
        "PERSON, Tarik Hamdam Al-Namuzaji, 2674",
        "PERSON, Тарик Хамдан Аль-Намузаджи, 2674",
        "ENTITY, Exampliaair Lines, 36",
        "PERSON, Dramatis Personae, a3",
        "ENTITY, Front of the Fictions, XXe.001"
    })
    void screen_treatedNames_findTheEntry(EntryKind kind, String name, String id) {
        assertThat(index.screen(ScreeningQuery.of(name, kind), MatchBand.LIKELY.from())
                        .hits())
                .extracting(hit -> hit.entry().id())
                .contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, Hannah Schwarz",
        "PERSON, Erika Klein",
        "ENTITY, Corner Bakery Ltd",
        "ENTITY, Institute",
        "ENTITY, Trading Co. Ltd."
    })
    void screen_ordinaryNames_findNobody(EntryKind kind, String name) {
        assertThat(index.screen(ScreeningQuery.of(name, kind)).hits()).isEmpty();
    }

    @Test
    void screen_result_saysWithWhatItWasMade() {
        ScreeningResult result =
                index.screen(ScreeningQuery.of("Fictional Front", EntryKind.UNKNOWN), MatchBand.POSSIBLE.from());
        assertThat(result.snapshots())
                .extracting(ListSnapshot::sha256)
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(result.threshold()).isEqualTo(MatchBand.POSSIBLE.from());
        assertThat(result.algorithm() + " " + result.version()).isEqualTo("stillwatch-names 1");
        assertThat(result.hits()).isNotEmpty();
        assertThat(result.hits())
                .extracting(hit -> -hit.match().score().value())
                .isSorted();
    }

    @Test
    void screen_severalNames_anyOfThemFinds() {
        ScreeningQuery query = new ScreeningQuery(
                List.of("Nobody At All", "Erika Musterin"), EntryKind.PERSON, List.of(), java.util.Set.of());
        assertThat(index.screen(query).hits()).singleElement().satisfies(hit -> {
            assertThat(hit.entry().id()).isEqualTo("2675");
            assertThat(hit.match().asked()).isEqualTo("Erika Musterin");
        });
    }

    @Test
    void screen_manyThreads_sameResults() throws Exception {
        List<String> names = List.of("Tariq Hamdan", "Erika Musterin", "Fictional Front", "Pearl Lightly", "Nobody");
        List<ScreeningResult> alone = names.stream()
                .map(name -> index.screen(ScreeningQuery.of(name, EntryKind.UNKNOWN)))
                .toList();
        Callable<List<ScreeningResult>> task = () -> names.stream()
                .map(name -> index.screen(ScreeningQuery.of(name, EntryKind.UNKNOWN)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<ScreeningResult>> result : threads.invokeAll(java.util.Collections.nCopies(200, task))) {
                assertThat(result.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void screen_noLists_findsNobody() {
        assertThat(new ScreeningIndex(List.of())
                        .screen(ScreeningQuery.of("Anyone", EntryKind.PERSON))
                        .hits())
                .isEmpty();
    }
}
