// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFolderTest {
    private static final List<Answer> ANSWERS =
            List.of(new Answer("canary-prompt", "a canary-answer of words"), new Answer("b", "a canary-answer again"));

    @TempDir
    private Path folder;

    @Test
    void all_afterAdding_givesBackWhatWasCounted() {
        ProfileFolder profiles = new ProfileFolder(folder.resolve("profiles"));
        profiles.add("gpt-x", Role.TEACHER, "gpt", ANSWERS);

        ModelProfile read = profiles.all().getFirst();

        ModelProfile made = ModelProfile.of("gpt-x", 1, Role.TEACHER, "gpt", ANSWERS);
        assertThat(read).usingRecursiveComparison().isEqualTo(made);
        assertThat(read.count(Phrases.of("a").keySet().iterator().next())).isEqualTo(2);
    }

    @Test
    void add_sameNameAgain_keepsTheFirstAndCountsTheLast() throws IOException {
        ProfileFolder profiles = new ProfileFolder(folder);
        profiles.add("m", Role.TEACHER, "gpt", ANSWERS);
        profiles.add("m", Role.DECOY, "series", ANSWERS.subList(0, 1));

        assertThat(profiles.all())
                .singleElement()
                .satisfies(last -> assertThat(last.version()).isEqualTo(2))
                .satisfies(last -> assertThat(last.role()).isEqualTo(Role.DECOY));
        assertThat(files()).containsExactlyInAnyOrder("m@1.profile", "m@2.profile");
    }

    @Test
    void add_byManyAtOnce_losesNone() throws Exception {
        ProfileFolder profiles = new ProfileFolder(folder);
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Future<ModelProfile>> added = IntStream.range(0, 24)
                    .mapToObj(i -> executor.submit(() -> profiles.add("m", Role.TEACHER, "gpt", ANSWERS)))
                    .toList();
            for (Future<ModelProfile> one : added) {
                one.get();
            }
        }

        assertThat(files()).hasSize(24);
        assertThat(profiles.all().getFirst().version()).isEqualTo(24);
    }

    @Test
    void add_answers_leavesNoTextOfThemInTheFolder() throws IOException {
        new ProfileFolder(folder).add("m", Role.TEACHER, "gpt", ANSWERS);

        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                byte[] body = new java.util.zip.GZIPInputStream(
                                new java.io.ByteArrayInputStream(bytes, 9, bytes.length - 9))
                        .readAllBytes();
                assertThat(new String(body, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../m", "a/b", "-m", "a b", "@1"})
    void add_nameThatIsNone_isRefused(String name) {
        assertThatThrownBy(() -> new ProfileFolder(folder).add(name, Role.TEACHER, "gpt", ANSWERS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("names of models");
    }

    @Test
    void all_profileCutOffOrDamagedAnywhere_namesTheFile() throws IOException {
        ProfileFolder profiles = new ProfileFolder(folder);
        profiles.add("m", Role.TEACHER, "gpt", ANSWERS);
        Path file = folder.resolve("m@1.profile");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(profiles::all)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("m@1.profile");
        }
        // The head of the compressed part says when and where it was made, which no checksum covers.
        for (int at = 20; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertThatThrownBy(profiles::all)
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("m@1.profile");
        }
    }

    @Test
    void all_folderThatIsMissing_saysHowToMakeOne() {
        assertThatThrownBy(() -> new ProfileFolder(folder.resolve("none")).all())
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("profile add");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}
