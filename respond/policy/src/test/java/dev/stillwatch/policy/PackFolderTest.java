// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.policy.PackFolder.Refresh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFolderTest {
    @TempDir
    private Path folder;

    private Instant now = Packs.KNOWN;
    private PackFolder packs;

    @BeforeEach
    void openWithOnePack() throws IOException {
        write("a.yaml", "a", "1.0.0");
        packs = PackFolder.open(folder, TrustedKeys.NONE, UnsignedPacks.ALLOW, () -> now, Duration.ofSeconds(10));
    }

    private void write(String file, String id, String version) throws IOException {
        Files.writeString(folder.resolve(file), Packs.yaml(id, version, "rules:\n" + rule("r", "true")));
    }

    private List<String> names() {
        return packs.current().packs().stream().map(PolicyPack::name).toList();
    }

    @Test
    void refresh_nothingChanged_keepsTheVerySet() throws IOException {
        PackSet before = packs.current();
        write("a.yaml", "a", "1.0.0");
        Files.writeString(folder.resolve("notes.txt"), "not a pack");
        Files.writeString(folder.resolve("a.test.yaml"), "cases: []");
        Files.writeString(folder.resolve(".hidden.yaml"), "not a pack");

        assertThat(packs.refresh()).isEqualTo(new Refresh.Unchanged());
        assertThat(packs.current()).isSameAs(before);
    }

    @Test
    void refresh_packAddedChangedRemoved_isInUseAtOnce() throws IOException {
        write("b.yaml", "b", "1.0.0");
        assertThat(packs.refresh()).isInstanceOfSatisfying(Refresh.Changed.class, changed -> {
            assertThat(changed.added()).containsExactly("b@1.0.0");
            assertThat(changed.removed()).isEmpty();
        });

        write("b.yaml", "b", "1.1.0");
        assertThat(packs.refresh()).isInstanceOfSatisfying(Refresh.Changed.class, changed -> {
            assertThat(changed.added()).containsExactly("b@1.1.0");
            assertThat(changed.removed()).containsExactly("b@1.0.0");
        });

        Files.delete(folder.resolve("b.yaml"));
        assertThat(packs.refresh()).isInstanceOf(Refresh.Changed.class);
        assertThat(names()).containsExactly("a@1.0.0");
    }

    @Test
    void refresh_brokenFile_keepsTheOldSetAndSaysSoUntilItIsMended() throws IOException {
        write("b.yaml", "b", "1.0.0");
        Files.writeString(folder.resolve("a.yaml"), "id: a\nversion: 2.0.0\nrules: [");

        assertThat(packs.refresh())
                .isInstanceOfSatisfying(
                        Refresh.Refused.class,
                        refused -> assertThat(refused.message()).contains("a.yaml:3", "not YAML"));
        assertThat(names()).containsExactly("a@1.0.0");
        assertThat(packs.refresh()).isInstanceOf(Refresh.Refused.class);

        write("a.yaml", "a", "1.0.1");
        assertThat(packs.refresh()).isInstanceOf(Refresh.Changed.class);
        assertThat(names()).containsExactly("a@1.0.1", "b@1.0.0");
        assertThat(packs.refresh()).isEqualTo(new Refresh.Unchanged());
    }

    @Test
    void refresh_brokenAndPutBack_isGoodAgain() throws IOException {
        String good = Files.readString(folder.resolve("a.yaml"));
        Files.writeString(folder.resolve("a.yaml"), good.substring(0, good.length() / 2));
        assertThat(packs.refresh()).isInstanceOf(Refresh.Refused.class);

        Files.writeString(folder.resolve("a.yaml"), good);

        assertThat(packs.refresh()).isInstanceOf(Refresh.Changed.class);
        assertThat(packs.refresh()).isEqualTo(new Refresh.Unchanged());
    }

    @Test
    void refresh_unsignedPackAmongSigned_keepsTheOldSet() throws IOException {
        Path signed = Files.createDirectories(folder.resolve("signed"));
        SigningKey key = SigningKey.generate(folder.resolve("team"));
        Path first = signed.resolve("a.yaml");
        Files.move(folder.resolve("a.yaml"), first);
        Files.write(signed.resolve("a.yaml.dsse"), PackSignature.sign(Files.readAllBytes(first), key));
        PackFolder strict = PackFolder.open(
                signed,
                TrustedKeys.read(List.of(folder.resolve("team.pub"))),
                UnsignedPacks.REFUSE,
                () -> now,
                Duration.ZERO);
        write("signed/b.yaml", "b", "1.0.0");

        assertThat(strict.refresh())
                .isInstanceOfSatisfying(
                        Refresh.Refused.class,
                        refused -> assertThat(refused.message()).contains("b.yaml is not signed"));
        assertThat(strict.current().packs()).hasSize(1);
    }

    @Test
    void refresh_folderEmptied_keepsTheOldSet() throws IOException {
        Files.delete(folder.resolve("a.yaml"));

        assertThat(packs.refresh())
                .isInstanceOfSatisfying(
                        Refresh.Refused.class,
                        refused -> assertThat(refused.message()).contains("holds no pack any more"));
        assertThat(names()).containsExactly("a@1.0.0");
        assertThat(packs.refresh()).isInstanceOf(Refresh.Refused.class);

        write("a.yaml", "a", "1.0.0");
        assertThat(packs.refresh()).isInstanceOf(Refresh.Changed.class);
    }

    @Test
    void refresh_folderEmptyFromTheStart_takesItsFirstPack() throws IOException {
        Path later = Files.createDirectories(folder.resolve("later"));
        PackFolder none =
                PackFolder.open(later, TrustedKeys.NONE, UnsignedPacks.ALLOW, () -> now, Duration.ofSeconds(10));
        assertThat(none.refresh()).isEqualTo(new Refresh.Unchanged());

        write("later/b.yaml", "b", "1.0.0");
        assertThat(none.refresh()).isInstanceOf(Refresh.Changed.class);
    }

    @Test
    void refresh_folderGone_keepsTheOldSet() throws IOException {
        Files.delete(folder.resolve("a.yaml"));
        Files.delete(folder);

        assertThat(packs.refresh()).isInstanceOf(Refresh.Refused.class);
        assertThat(names()).containsExactly("a@1.0.0");

        Files.createDirectories(folder);
        write("a.yaml", "a", "1.0.0");
        assertThat(packs.refresh()).isInstanceOf(Refresh.Changed.class);
    }

    @Test
    void refreshIfDue_looksOnlyWhenTheTimeHasCome() throws IOException {
        write("a.yaml", "a", "2.0.0");
        now = now.plusMillis(9_999);
        assertThat(packs.refreshIfDue()).isEqualTo(new Refresh.Unchanged());

        now = now.plusMillis(1);
        assertThat(packs.refreshIfDue()).isInstanceOf(Refresh.Changed.class);
        assertThat(names()).containsExactly("a@2.0.0");
    }

    @Test
    void open_brokenFile_throws() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "id: a");

        assertThatThrownBy(
                        () -> PackFolder.open(folder, TrustedKeys.NONE, UnsignedPacks.ALLOW, () -> now, Duration.ZERO))
                .hasMessageContaining("a.yaml");
    }
}
