// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryKeysTest {
    private static final Cohort COHORT = new Cohort("a-17", 0);

    @TempDir
    private Path folder;

    @Test
    void inFile_none_makesOneForItsOwner_andReadsItAgain() throws Exception {
        Path file = folder.resolve("state").resolve("canary-key.json");
        String first = CanaryKeys.inFile(file).assignment(COHORT).commitment();

        assertThat(CanaryKeys.inFile(file).assignment(COHORT).commitment()).isEqualTo(first);
        assertThat(CanaryKeys.at("file:" + file, name -> null)
                        .assignment(COHORT)
                        .commitment())
                .isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(CanaryKeys.at("env:KEY", name -> read(file))
                        .assignment(COHORT)
                        .commitment())
                .isEqualTo(first);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void at_noFile_saysWhatToDo() {
        assertThatThrownBy(() -> CanaryKeys.at(folder.resolve("none").toString(), name -> null))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("there is no canary key file")
                .hasMessageContaining("--key");
    }

    @Test
    void inFile_othersMayRead_isRefused() throws Exception {
        Path file = folder.resolve("key.json");
        CanaryKeys.inFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> CanaryKeys.inFile(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void at_keysetOfAnotherKind_isRefusedWithoutQuotingIt() throws Exception {
        AeadConfig.register();
        String other = TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
                RegistryConfiguration.get(),
                InsecureSecretKeyAccess.get());

        for (String text : List.of(other, "{}", "secret!", "{\"primaryKeyId\":1,\"key\":[]}")) {
            assertThatThrownBy(() -> CanaryKeys.at("env:KEY", name -> text))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("no Tink keyset of HMAC-SHA-256 PRF keys")
                    .hasMessageNotContaining("secret!");
        }
    }

    @Test
    void everyAssignment_rotatedKeyset_holdsWhatFormerKeysPlanted() throws Exception {
        KeysetHandle rotated = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(TestKeys.key(1)).withFixedId(1))
                .addEntry(KeysetHandle.importKey(TestKeys.key(2)).withFixedId(2).makePrimary())
                .build();
        CanaryKeys keys = CanaryKeys.of(rotated);

        assertThat(keys.everyAssignment(COHORT).stream().map(Assignment::commitment))
                .containsExactly(
                        TestKeys.of(1).assignment(COHORT).commitment(),
                        TestKeys.of(2).assignment(COHORT).commitment());
        assertThat(keys.assignment(COHORT).keyId()).isEqualTo(2);
    }

    @Test
    void assignment_otherKeyMeasureOrPeriod_isAnother() {
        Assignment one = TestKeys.of(1).assignment(COHORT);

        for (Assignment other : List.of(
                TestKeys.of(2).assignment(COHORT),
                TestKeys.of(1).assignment(new Cohort("a-17", 1)),
                TestKeys.of(1).assignment(new Cohort("a-1", 70)))) {
            long same = java.util.stream.IntStream.range(0, Assignment.PLACES)
                    .filter(place -> one.choice(place) == other.choice(place))
                    .count();
            assertThat(same).isLessThan(20);
        }
    }

    @Test
    void assignment_isTheSameInEveryVersion() {
        Assignment planted = TestKeys.of(1).assignment(COHORT);

        assertThat(planted.sentence(Occasion.of("How does it work?")))
                .isEqualTo("By and large, I hope this sheds some light on it.");
        assertThat(planted.commitment()).isEqualTo("70d8a3f08b02d618e5d35f9cd0daae3494d26fdeba85105f125102950a23d438");
    }

    @Test
    void opening_provesTheCommitment_andHoldsTheChoices() {
        Assignment planted = TestKeys.of(1).assignment(COHORT);

        assertThat(Assignment.commitmentOf(planted.opening())).isEqualTo(planted.commitment());
        int bytes = planted.opening().length() / 2;
        byte[] opened = java.util.HexFormat.of().parseHex(planted.opening());
        for (int place = 0; place < Assignment.PLACES; place++) {
            int both = opened[bytes - Assignment.PLACES / 2 + place / 2];
            assertThat(place % 2 == 0 ? (both >> 4) & 15 : both & 15).isEqualTo(planted.choice(place));
        }
    }
}
