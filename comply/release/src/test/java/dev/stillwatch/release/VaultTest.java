// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static dev.stillwatch.release.Releases.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final String CANARY = "zqcanary7731";
    /** More than some segments of the cipher, and more than is read at once. */
    private static final int SHARD = (1 << 20) + 4_321;

    private static final Vault.Progress SILENT = (bytes, of) -> {};

    @TempDir
    private Path folder;

    private Vault vault;
    private Path model;
    private RecipientKey.Private lab;

    @BeforeEach
    void model() throws IOException {
        vault = vault("vault-key.json");
        lab = RecipientKey.Private.readOrMake(KeysetPlace.inFile("recipient key", folder.resolve("lab.json")));
        model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.createFile(model.resolve("empty"));
        byte[] weights = new byte[SHARD + 12_345];
        new Random(1).nextBytes(weights);
        System.arraycopy(CANARY.getBytes(StandardCharsets.UTF_8), 0, weights, 4_000, CANARY.length());
        Files.createDirectories(model.resolve("sub"));
        Files.write(model.resolve("sub").resolve("weights.bin"), weights);
    }

    private Vault vault(String key) {
        return Vault.open(folder.resolve("vault"), KeysetPlace.inFile("vault key", folder.resolve(key)), SHARD);
    }

    private Manifest stored() {
        return vault.store(model, "aurora-2", Optional.of("r-1"), NOW, SILENT);
    }

    private Grant grant(Manifest copy, int first, int count) {
        return vault.grant(
                "g-" + first,
                "r-1",
                copy.id(),
                first,
                count,
                RecipientKey.parse(lab.publicJson(), "lab"),
                NOW,
                NOW.plus(Duration.ofDays(1)));
    }

    private OpenedCopy.Result open(Path copy, String into, Grant... grants) {
        return OpenedCopy.open(copy, List.of(grants), lab, folder.resolve(into), SILENT);
    }

    private void assertRefused(Path copy, String why, Grant... grants) throws IOException {
        assertThatThrownBy(() -> open(copy, "refused", grants))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(why);
        if (Files.exists(folder.resolve("refused"))) {
            try (Stream<Path> left = Files.walk(folder.resolve("refused"))) {
                assertThat(left.filter(Files::isRegularFile))
                        .as("no plaintext is left")
                        .isEmpty();
            }
        }
    }

    @Test
    void store_grantedAndOpened_isTheSameModel() throws IOException {
        Manifest copy = stored();
        assertThat(copy.shards()).hasSize(3);
        assertThat(copy.bytes()).isEqualTo(SHARD + 12_345 + 2);
        OpenedCopy.Result result = open(vault.folder(copy.id()), "opened", grant(copy, 0, 3));
        assertThat(result.opened()).containsExactly("config.json", "empty", "sub/weights.bin");
        assertThat(result.missing()).isEmpty();
        for (String file : result.opened()) {
            assertThat(Files.mismatch(
                            model.resolve(file), folder.resolve("opened").resolve(file)))
                    .isEqualTo(-1);
        }
        assertThatThrownBy(() -> open(vault.folder(copy.id()), "opened", grant(copy, 0, 3)))
                .hasMessageContaining("left alone");
    }

    @Test
    void store_onDisk_holdsNoPlaintextAndIsForItsOwner() throws IOException {
        Manifest copy = stored();
        try (Stream<Path> files = Files.walk(folder.resolve("vault"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(CANARY);
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("vault"))))
                .isEqualTo("rwx------");
        assertThat(vault.artefacts()).containsExactly(copy.id());
    }

    @Test
    void grant_ofSomeShards_opensOnlyWhatIsWhole() throws IOException {
        Manifest copy = stored();
        assertThat(copy.bytes(0, 1)).isEqualTo(2);
        OpenedCopy.Result first = open(vault.folder(copy.id()), "a", grant(copy, 0, 2));
        assertThat(first.opened()).containsExactly("config.json", "empty");
        assertThat(first.missing()).containsExactly("sub/weights.bin");
        try (Stream<Path> opened = Files.walk(folder.resolve("a"))) {
            assertThat(opened.filter(Files::isRegularFile)).hasSize(2);
        }
        assertThat(open(vault.folder(copy.id()), "b", grant(copy, 0, 2), grant(copy, 2, 1))
                        .missing())
                .isEmpty();
        assertThatThrownBy(() -> grant(copy, 2, 2)).hasMessageContaining("shards 0 to 2");
    }

    @Test
    void open_whatWasChangedMovedOrCutOff_isRefusedAndNothingIsLeft() throws IOException {
        Manifest copy = stored();
        Grant all = grant(copy, 0, 3);
        Path place = vault.folder(copy.id());
        Path last = place.resolve("000002.shard");
        byte[] good = Files.readAllBytes(last);
        flip(last, good.length / 2);
        assertRefused(place, "000002.shard is not what was encrypted", all);
        Files.write(last, Arrays.copyOf(good, good.length - 20));
        assertRefused(place, "000002.shard is not what was encrypted", all);
        Files.copy(place.resolve("000000.shard"), last, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(place, "000002.shard is not what was encrypted", all);
        Files.delete(last);
        assertRefused(place, "cannot be opened", all);
        Files.write(last, good);
        String manifest = Files.readString(place.resolve("manifest.json"));
        Files.writeString(place.resolve("manifest.json"), manifest.replace("config.json", "konfig.json"));
        assertRefused(place, "its manifest was changed", all);
        assertThatThrownBy(() -> vault.manifest(copy.id())).hasMessageContaining("was changed");
        Files.writeString(place.resolve("manifest.json"), manifest.replace("config.json", "../config.json"));
        assertRefused(place, "lies outside of its folder", all);
        Files.writeString(place.resolve("manifest.json"), manifest.substring(0, manifest.length() / 2));
        assertRefused(place, "manifest.json", all);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int was = bytes.read();
            bytes.seek(at);
            bytes.write(was ^ 1);
        }
    }

    @Test
    void open_grantOfSomebodyElseOrOtherTerms_isRefused() throws IOException {
        Manifest copy = stored();
        Grant mine = grant(copy, 0, 3);
        RecipientKey.Private other =
                RecipientKey.Private.readOrMake(KeysetPlace.inFile("recipient key", folder.resolve("other.json")));
        assertThatThrownBy(() ->
                        OpenedCopy.open(vault.folder(copy.id()), List.of(mine), other, folder.resolve("x"), SILENT))
                .hasMessageContaining("sealed for another key");
        Grant longer = ReleaseJson.read(
                ReleaseJson.write(mine).replace("2026-11-24T12", "2027-11-24T12"), Grant.class, "grant");
        assertThat(longer).isNotEqualTo(mine);
        assertRefused(vault.folder(copy.id()), "or was changed", longer);
        for (int[] shards : new int[][] {{-1, 3}, {0, 4}, {2, Integer.MAX_VALUE}, {0, 0}, {Integer.MAX_VALUE, 1}}) {
            Grant.Terms terms = mine.terms();
            Grant nonsense = new Grant(
                    new Grant.Terms(
                            terms.id(),
                            terms.release(),
                            terms.copy(),
                            terms.manifestSha256(),
                            shards[0],
                            shards[1],
                            terms.bytes(),
                            terms.released(),
                            terms.expires(),
                            terms.recipientKey()),
                    mine.sealedKeys());
            assertRefused(vault.folder(copy.id()), "shards 0 to 2", nonsense);
        }
        Manifest second = stored();
        assertRefused(vault.folder(second.id()), "for another copy", mine);
    }

    @Test
    void vault_otherKeyOrNoKey_opensNothing() throws IOException {
        Manifest copy = stored();
        assertThatThrownBy(() -> vault("mistyped-key.json"))
                .hasMessageContaining("name the one that this vault was filled with");
        assertThat(folder.resolve("mistyped-key.json")).doesNotExist();
        Vault.open(
                folder.resolve("another"), KeysetPlace.inFile("vault key", folder.resolve("another-key.json")), SHARD);
        assertThatThrownBy(() -> vault("another-key.json").manifest(copy.id()))
                .hasMessageContaining("the vault's key is another's");
        assertThatThrownBy(() -> Vault.open(
                        folder.resolve("vault"),
                        KeysetPlace.inFile("vault key", folder.resolve("vault").resolve("key.json"))))
                .hasMessageContaining("lies in the vault");
        Path shards = Files.createDirectories(folder.resolve("kept"));
        Files.copy(vault.folder(copy.id()).resolve("manifest.json"), shards.resolve("manifest.json"));
        assertThat(vault.destroy(copy.id())).isTrue();
        assertThat(vault.destroy(copy.id())).isFalse();
        assertThat(vault.artefacts()).isEmpty();
        assertThatThrownBy(() -> grant(copy, 0, 1)).hasMessageContaining("no artefact");
        Files.createDirectories(vault.folder(copy.id()));
        Files.copy(shards.resolve("manifest.json"), vault.folder(copy.id()).resolve("manifest.json"));
        assertThatThrownBy(() -> grant(copy, 0, 1))
                .as("shards that somebody kept stay closed")
                .hasMessageContaining("no key");
    }

    @Test
    void store_nothingOrFailing_leavesNothingBehind() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("nothing"));
        assertThatThrownBy(() -> vault.store(empty, "aurora-2", Optional.empty(), NOW, SILENT))
                .hasMessageContaining("holds nothing");
        assertThatThrownBy(() -> vault.store(folder.resolve("absent"), "aurora-2", Optional.empty(), NOW, SILENT))
                .hasMessageContaining("cannot be taken into the vault");
        assertThatThrownBy(() -> vault.store(model, "aurora-2", Optional.empty(), NOW, (bytes, of) -> {
                    throw new IllegalStateException("stopped halfway");
                }))
                .hasMessage("stopped halfway");
        try (Stream<Path> left = Files.walk(folder.resolve("vault"))) {
            assertThat(left).containsExactly(folder.resolve("vault"));
        }
    }

    @Test
    void manifest_shardsWithAGapOrOverlap_areRefused() {
        List<Manifest.StoredFile> files = List.of(new Manifest.StoredFile("a", 10), new Manifest.StoredFile("b", 5));
        assertManifestRefused(files, new Manifest.Shard(0, 0, 10, "00"));
        assertManifestRefused(files, new Manifest.Shard(0, 0, 9, "00"), new Manifest.Shard(1, 0, 5, "00"));
        assertManifestRefused(
                files,
                new Manifest.Shard(0, 0, 10, "00"),
                new Manifest.Shard(0, 5, 5, "00"),
                new Manifest.Shard(1, 0, 5, "00"));
        assertManifestRefused(files, new Manifest.Shard(0, 0, 10, "00"), new Manifest.Shard(7, 0, 5, "00"));
        for (String path : List.of("/etc/x", "../x", "a/../../x", "", "a\\b", ".")) {
            assertManifestRefused(List.of(new Manifest.StoredFile(path, 0)));
        }
    }

    private static void assertManifestRefused(List<Manifest.StoredFile> files, Manifest.Shard... shards) {
        assertThatThrownBy(() -> new Manifest("a-1", "aurora-2", Optional.empty(), files, List.of(shards), NOW))
                .as(files.toString())
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("a manifest");
    }
}
