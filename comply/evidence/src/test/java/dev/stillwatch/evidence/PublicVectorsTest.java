// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Constants that other implementations and specifications have published. */
class PublicVectorsTest {
    private static final List<String> CT_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    /** Roots of the first 0 to 8 leaves, from the reference data of RFC 6962's implementation (Certificate Transparency). */
    private static final List<String> CT_ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** The log that transparency-dev/tessera keeps in testdata/log: key, words appended, and its checkpoints. */
    private static final String TESSERA_KEY =
            "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    private static final List<String> TESSERA_WORDS = List.of(
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eit",
            "nain",
            "ten",
            "ileven",
            "twelf",
            "threeten",
            "fourten",
            "fivten");

    @Test
    void root_ofCertificateTransparencyLeaves_isTheirs() {
        Frontier frontier = Frontier.empty();
        assertThat(frontier.root().bytes()).isEqualTo(HexFormat.of().parseHex(CT_ROOTS.getFirst()));
        for (int i = 0; i < CT_LEAVES.size(); i++) {
            frontier.add(Hash.ofEntry(HexFormat.of().parseHex(CT_LEAVES.get(i))));
            assertThat(frontier.root().bytes()).isEqualTo(HexFormat.of().parseHex(CT_ROOTS.get(i + 1)));
        }
    }

    @Test
    void note_ofC2spSignedNoteExample_verifies() {
        VerifierKey key = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        SignedNote note = SignedNote.parse(("This is an example message.\n\n"
                        + "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
                        + "RKuwHjG1Yu72IneyaQM=\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(key.verifies(note.textBytes(), note.by(key).getFirst().signature()))
                .isTrue();
    }

    @Test
    void note_ofGoSumdbExample_verifies() {
        VerifierKey key = VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        SignedNote note = SignedNote.parse(("If you think cryptography is the answer to your problem,\n"
                        + "then you don't know what your problem is.\n\n"
                        + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
                        + "otpRZb6KE6RyyBwJnAM=\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(key.verifies(note.textBytes(), note.by(key).getFirst().signature()))
                .isTrue();
        SigningKey signer =
                SigningKey.parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
        assertThat(signer.verifier()).isEqualTo(key);
        assertThat(SignedNote.sign(note.text(), signer).toString()).isEqualTo(note.toString());
    }

    @Test
    void checkpoint_ofTesseraLog_verifiesAndFitsItsWords() {
        Checkpoint checkpoint = Checkpoint.parse("example.com/log/testdata\n15\n"
                + "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n"
                + "\u2014 example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdk"
                + "dIQzd/fmwlM/dlPWF74ewI=\n");
        assertThatCode(() -> checkpoint.requireSignedBy(VerifierKey.parse(TESSERA_KEY)))
                .doesNotThrowAnyException();
        Frontier frontier = Frontier.empty();
        TESSERA_WORDS.forEach(word -> frontier.add(Hash.ofEntry(word.getBytes(StandardCharsets.UTF_8))));
        assertThat(frontier.size()).isEqualTo(checkpoint.size());
        assertThat(frontier.root()).isEqualTo(checkpoint.root());
    }

    /** Proofs between these roots, from the same reference data. */
    @Test
    void consistency_ofCertificateTransparencyRoots_holds() {
        List<Hash> sixToEight = hashes(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        List<Hash> twoToFive = hashes(
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        List<Hash> roots = hashes(CT_ROOTS.toArray(String[]::new));
        assertThat(new ConsistencyProof(6, 8, sixToEight).holds(roots.get(6), roots.get(8)))
                .isTrue();
        assertThat(new ConsistencyProof(2, 5, twoToFive).holds(roots.get(2), roots.get(5)))
                .isTrue();
        assertThat(new ConsistencyProof(6, 8, sixToEight).holds(roots.get(5), roots.get(8)))
                .isFalse();
    }

    private static List<Hash> hashes(String... hex) {
        return Stream.of(hex)
                .map(text -> Hash.at(HexFormat.of().parseHex(text), 0))
                .toList();
    }

    /** A checkpoint that a public Certificate Transparency log and the witness remora.n621.de signed in May 2026. */
    @Test
    void cosignature_ofAPublicWitness_verifies() {
        Checkpoint checkpoint = Checkpoint.parse("arche2025h1.staging.ct.transparency.dev\n1432088532\n"
                + "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
                + "\u2014 arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbd"
                + "Q3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n"
                + "\u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygN"
                + "I75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
                + "\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk"
                + "5XeU/zZ0WBxtqB0DrAWfBw==\n");
        VerifierKey log = VerifierKey.parse(
                "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f");
        VerifierKey witness = VerifierKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2");
        assertThatCode(() -> checkpoint.requireSignedBy(log)).doesNotThrowAnyException();
        assertThat(Cosignature.time(checkpoint, witness)).contains(Instant.ofEpochSecond(0x6a122120L));
    }
}
