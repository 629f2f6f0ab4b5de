// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.live.JournalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedPositionTest {
    private static final JournalPosition FIRST = new JournalPosition(1, 500);
    private static final JournalPosition SECOND = new JournalPosition(3, 20);

    @TempDir
    private Path folder;

    private final List<String> noticed = new ArrayList<>();

    private PublishedPosition opened() {
        return new PublishedPosition(folder);
    }

    private void twoStored() {
        PublishedPosition place = opened();
        assertThat(place.load(noticed::add)).isEqualTo(JournalPosition.START);
        place.store(FIRST);
        place.store(SECOND);
        assertThat(place.neededFrom()).isEqualTo(FIRST);
    }

    @Test
    void load_whatWasStored_comesBack() {
        twoStored();

        PublishedPosition again = opened();
        assertThat(again.load(noticed::add)).isEqualTo(SECOND);
        assertThat(again.neededFrom()).isEqualTo(FIRST);
        assertThat(noticed).isEmpty();
    }

    @Test
    void load_tornOrChangedFile_fallsBackToTheOneBeforeAndSaysSo() throws IOException {
        String whole = "";
        for (int cut = -1; cut < whole.length() || whole.isEmpty(); cut++) {
            twoStored();
            Path file = folder.resolve("published");
            whole = Files.readString(file);
            Files.writeString(file, cut < 0 ? whole.replace(" 3 20 ", " 3 21 ") : whole.substring(0, cut));
            noticed.clear();

            assertThat(opened().load(noticed::add)).as("cut at " + cut).isEqualTo(FIRST);
            assertThat(noticed).singleElement().asString().contains("damaged");
            Files.delete(file);
            Files.delete(folder.resolve("published-before"));
        }
    }

    @Test
    void store_afterADamagedFile_keepsTheSoundOneToFallBackOn() throws IOException {
        twoStored();
        Files.writeString(folder.resolve("published"), "nonsense");
        PublishedPosition again = opened();
        again.load(noticed::add);
        again.store(new JournalPosition(4, 4));

        assertThat(again.neededFrom()).isEqualTo(FIRST);
        Files.writeString(folder.resolve("published"), "nonsense again");
        assertThat(opened().load(noticed::add)).isEqualTo(FIRST);
    }

    @Test
    void load_killedBetweenTheTwoMoves_fallsBackWithoutANotice() throws IOException {
        twoStored();
        Files.delete(folder.resolve("published"));

        assertThat(opened().load(noticed::add)).isEqualTo(FIRST);
        assertThat(noticed).isEmpty();
    }
}
