// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTest {
    @TempDir
    private Path folder;

    private Path packs;
    private Path pack;
    private Path signature;
    private SigningKey key;
    private TrustedKeys trusted;

    @BeforeEach
    void signOnePack() throws IOException {
        packs = Files.createDirectories(folder.resolve("packs"));
        pack = Files.writeString(packs.resolve("a.yaml"), Packs.yaml("a", "1.0.0", "rules:\n" + rule("r", "true")));
        key = SigningKey.generate(folder.resolve("team"));
        trusted = TrustedKeys.read(List.of(folder.resolve("team.pub")));
        signature = Files.write(packs.resolve("a.yaml.dsse"), PackSignature.sign(Files.readAllBytes(pack), key));
    }

    private PackSet load() {
        return PackSet.load(packs, trusted, UnsignedPacks.REFUSE);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::load)
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("a.yaml")
                .hasMessageContaining(why);
        // Allowing packs without a signature does not allow a wrong one.
        assertThatThrownBy(() -> PackSet.load(packs, trusted, UnsignedPacks.ALLOW))
                .hasMessageContaining(why);
    }

    @Test
    void load_signedPack_saysWhereItIsFromAndWhoSigned() throws IOException {
        PackSet set = load();
        assertThat(set.origin(set.packs().getFirst())).contains(new PackSet.Origin(pack, Optional.of("team.pub")));
        Files.delete(signature);
        PackSet unsigned = PackSet.load(packs, trusted, UnsignedPacks.ALLOW);
        assertThat(unsigned.origin(unsigned.packs().getFirst())).contains(new PackSet.Origin(pack, Optional.empty()));
        assertThat(PackSet.of(unsigned.packs()).origin(unsigned.packs().getFirst()))
                .isEmpty();
    }

    @Test
    void load_signedByATrustedKey_isTaken() {
        assertThat(load().packs()).extracting(PolicyPack::name).containsExactly("a@1.0.0");
    }

    @Test
    void load_packOfNearlyAMegabyte_isTaken() throws IOException {
        Files.writeString(pack, Files.readString(pack) + "# " + "x".repeat(1_000_000) + "\n");
        Files.write(signature, PackSignature.sign(Files.readAllBytes(pack), key));

        assertThat(load().packs()).hasSize(1);
    }

    @Test
    void load_signatureFileTooLarge_isRefused() throws IOException {
        Files.writeString(signature, Files.readString(signature) + " ".repeat(PackSignature.LARGEST));

        assertRefused("larger than 3 MiB");
    }

    @Test
    void load_keyReadBackFromItsFile_signsTheSame() throws IOException {
        SigningKey again = SigningKey.read(folder.resolve("team.key"));

        assertThat(again.id()).isEqualTo(key.id());
        assertThat(PackSignature.sign(Files.readAllBytes(pack), again)).isEqualTo(Files.readAllBytes(signature));
    }

    @Test
    void load_packChangedByOneByte_isRefused() throws IOException {
        Files.writeString(pack, Files.readString(pack).replace("lasting: 7d", "lasting: 8d"));

        assertRefused("has been changed since it was signed");
    }

    @Test
    void load_packAndPayloadChanged_isRefused() throws IOException {
        byte[] changed =
                Files.readString(pack).replace("lasting: 7d", "lasting: 8d").getBytes(StandardCharsets.UTF_8);
        Envelope old = Envelope.read(Files.readAllBytes(signature));
        Files.write(pack, changed);
        Files.writeString(signature, new Envelope(old.type(), PackSignature.base64(changed), old.signatures()).json());

        assertRefused("has a wrong signature of key team.pub");
    }

    @Test
    void load_signatureOfAnotherPack_isRefused() throws IOException {
        Files.write(signature, PackSignature.sign("other".getBytes(StandardCharsets.UTF_8), key));

        assertRefused("has been changed since it was signed");
    }

    @Test
    void load_signedByAnotherKey_isRefused() throws IOException {
        SigningKey other = SigningKey.generate(folder.resolve("other"));
        Files.write(signature, PackSignature.sign(Files.readAllBytes(pack), other));

        assertRefused("signed by no key that is trusted here");
    }

    @Test
    void load_otherKeyUnderTheTrustedName_isRefused() throws IOException {
        SigningKey other = SigningKey.generate(folder.resolve("other"));
        Files.writeString(
                signature,
                new String(PackSignature.sign(Files.readAllBytes(pack), other), StandardCharsets.UTF_8)
                        .replace(other.id(), key.id()));

        assertRefused("has a wrong signature");
    }

    @Test
    void load_anotherTypeOfContent_isRefused() throws IOException {
        Envelope old = Envelope.read(Files.readAllBytes(signature));
        Files.writeString(
                signature, new Envelope("application/vnd.in-toto+json", old.payload(), old.signatures()).json());

        assertRefused("signed as something else");
    }

    @Test
    void load_unsigned_isRefusedUnlessAllowed() throws IOException {
        Files.delete(signature);

        assertThatThrownBy(this::load).hasMessageContaining("a.yaml is not signed");
        assertThat(PackSet.load(packs, TrustedKeys.NONE, UnsignedPacks.ALLOW).packs())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"payloadType\":1}",
                "{\"payloadType\":\"x\",\"payload\":\"?\"}",
                "{\"payloadType\":\"x\",\"payload\":\"YQ==\",\"signatures\":[{\"sig\":7}]}",
                "{\"payloadType\":\"x\",\"payload\":\"YQ==\",\"signatures\":[1]}",
                "{\"payloadType\":\"x\",\"payload\":\"YQ==\"} {}"
            })
    void load_signatureFileThatIsNone_isRefused(String json) throws IOException {
        Files.writeString(signature, json);

        assertRefused("not a DSSE envelope");
    }

    @Test
    void load_noSignaturesInTheEnvelope_isRefused() throws IOException {
        Envelope old = Envelope.read(Files.readAllBytes(signature));
        Files.writeString(signature, new Envelope(old.type(), old.payload(), List.of()).json());

        assertRefused("signed by no key that is trusted here");
    }

    @Test
    void load_secondSignatureIsTrusted_isTaken() throws IOException {
        SigningKey other = SigningKey.generate(folder.resolve("other"));
        Envelope mine = Envelope.read(Files.readAllBytes(signature));
        Envelope others = Envelope.read(PackSignature.sign(Files.readAllBytes(pack), other));
        Files.writeString(
                signature,
                new Envelope(
                                mine.type(),
                                mine.payload(),
                                List.of(
                                        others.signatures().getFirst(),
                                        mine.signatures().getFirst()))
                        .json());

        assertThat(load().packs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-after: 2026-06-01", "not-before: 2026-06-02"})
    void load_keyNotValidWhenThePackBecameKnown_isRefused(String validity) throws IOException {
        trusted = TrustedKeys.read(List.of(keyList(validity)));

        assertRefused("a known-at");
    }

    @Test
    void load_keyValidWhenThePackBecameKnown_isTaken() throws IOException {
        trusted = TrustedKeys.read(List.of(keyList("not-before: 2026-06-01\n    not-after: 2026-06-02")));

        assertThat(load().packs()).hasSize(1);
    }

    @Test
    void load_keyListedForTwoTimes_countsInBoth() throws IOException {
        Path list = keyList("not-after: 2026-01-01");
        String earlier = Files.readString(list);
        String later = Files.readString(keyList("not-before: 2026-05-01"));
        Files.writeString(list, earlier + later.substring(later.indexOf('\n') + 1));
        trusted = TrustedKeys.read(List.of(list));

        assertThat(trusted.keys()).hasSize(2);
        assertThat(load().packs()).hasSize(1);
    }

    private Path keyList(String validity) throws IOException {
        String pem = Files.readString(folder.resolve("team.pub")).indent(6);
        return Files.writeString(
                folder.resolve("keys.yaml"), "keys:\n  - name: team\n    " + validity + "\n    public-key: |\n" + pem);
    }

    @Test
    void read_keyListEndingInYml_keepsTheTimesOfItsKeys() throws IOException {
        trusted = TrustedKeys.read(List.of(Files.move(keyList("not-after: 2026-06-01"), folder.resolve("keys.yml"))));

        assertRefused("a known-at");
    }

    @Test
    void read_twoKeysInOneFile_isRefused() throws IOException {
        SigningKey.generate(folder.resolve("other"));
        Path both = Files.writeString(
                folder.resolve("both.pub"),
                Files.readString(folder.resolve("team.pub")) + Files.readString(folder.resolve("other.pub")));

        assertThatThrownBy(() -> TrustedKeys.read(List.of(both))).hasMessageContaining("holds more than one key");
    }

    @Test
    void read_publicKeyOfAnotherPair_isRefused() throws IOException {
        SigningKey.generate(folder.resolve("other"));
        Files.copy(folder.resolve("other.pub"), folder.resolve("team.pub"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> SigningKey.read(folder.resolve("team.key")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("team.pub does not belong to");
    }

    @Test
    void generate_publicKeyExists_leavesNoPrivateKeyBehind() throws IOException {
        Path kept = Files.writeString(folder.resolve("new.pub"), "somebody's");

        assertThatThrownBy(() -> SigningKey.generate(folder.resolve("new"))).hasMessageContaining("exists already");
        assertThat(kept).hasContent("somebody's");
        assertThat(folder.resolve("new.key")).doesNotExist();
    }

    @Test
    void generate_privateKey_isReadableByItsOwnerOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(folder.resolve("team.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void generate_fileExists_isNotOverwritten() throws IOException {
        String before = Files.readString(folder.resolve("team.key"));

        assertThatThrownBy(() -> SigningKey.generate(folder.resolve("team"))).hasMessageContaining("exists already");
        assertThat(folder.resolve("team.key")).hasContent(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PUBLIC KEY-----\n????\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nYWJj\n-----END PUBLIC KEY-----"
            })
    void read_fileThatHoldsNoKey_isRefused(String pem) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.pub"), pem);

        assertThatThrownBy(() -> TrustedKeys.read(List.of(file)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("bad.pub");
    }
}
