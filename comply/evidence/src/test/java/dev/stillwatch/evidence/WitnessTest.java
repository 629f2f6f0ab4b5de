// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two parties that watch one log. */
class WitnessTest {
    private static final VerifierKey LOG = Sample.LOG.verifier();

    @TempDir
    private Path memory;

    private Witness witness;
    private SimulatedDisk disk;

    @BeforeEach
    void makeLogAndWitness() throws IOException {
        witness = new Witness(memory, Sample.witness(1), () -> Sample.TIME);
        disk = new SimulatedDisk();
        LogOpening.create(disk, Sample.LOG);
    }

    private static PublishedLog grown(SimulatedDisk disk, long firstNumber, int count) throws IOException {
        try (LogWriter writer = LogOpening.open(disk, Sample.LOG)) {
            writer.commit(Sample.entries(firstNumber, count));
            writer.publish();
        }
        return PublishedLog.open(disk, LOG);
    }

    private Checkpoint cosigned(WitnessRequest request) {
        return ((Witness.Outcome.Cosigned) witness.cosign(LOG, request)).checkpoint();
    }

    private String refusal(WitnessRequest request) {
        return ((Witness.Outcome.Refused) witness.cosign(LOG, request)).why();
    }

    @Test
    void cosign_ofALogThatGrows_addsItsSignatureEachTime() throws IOException {
        Checkpoint first = cosigned(grown(disk, 0, 10).sinceNothing());
        WitnessRequest second = grown(disk, 10, 300).since(first);
        Checkpoint cosigned = cosigned(WitnessRequest.parse(second.toString().getBytes(StandardCharsets.UTF_8)));
        cosigned.requireSignedBy(LOG);
        assertThat(cosigned.size()).isEqualTo(310);
        assertThat(Cosignature.time(cosigned, Sample.witness(1).verifier()))
                .hasValueSatisfying(time -> assertThat(time.getEpochSecond()).isEqualTo(Sample.TIME.getEpochSecond()));
        assertThat(cosigned.signers())
                .containsExactly(LOG.name(), Sample.witness(1).verifier().name());
        assertThat(witness.lastSeen(LOG)).contains(cosigned);
        assertThat(Checkpoint.parse(cosigned.toString())).isEqualTo(cosigned);
    }

    @Test
    void cosign_byTwoWitnesses_reachesAQuorumOfTwo(@TempDir Path other) throws IOException {
        Witness second = new Witness(other, Sample.witness(2), () -> Sample.TIME);
        PublishedLog log = grown(disk, 0, 10);
        Checkpoint once = cosigned(log.sinceNothing());
        Witness.Outcome outcome =
                second.cosign(LOG, new WitnessRequest(log.sinceNothing().proof(), once));
        Checkpoint twice = ((Witness.Outcome.Cosigned) outcome).checkpoint();
        WitnessPolicy both = new WitnessPolicy(
                List.of(Sample.witness(1).verifier(), Sample.witness(2).verifier()), 2);
        assertThat(both.requireQuorum(twice)).hasSize(2);
        assertThatThrownBy(() -> both.requireQuorum(once))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("of 1 of the witnesses given, must have 2");
    }

    @Test
    void cosign_ofARewrittenHistory_isRefused() throws IOException {
        cosigned(grown(disk, 0, 10).sinceNothing());
        SimulatedDisk forged = new SimulatedDisk();
        LogOpening.create(forged, Sample.LOG);
        PublishedLog other = grown(forged, 500, 20);
        WitnessRequest request =
                other.since(Checkpoint.sign(Sample.LOG, 10, new TileTree(new LogFiles(forged), 20).root(10)));
        assertThat(refusal(request)).contains("history was rewritten");
        assertThat(witness.lastSeen(LOG).orElseThrow().size()).isEqualTo(10);
    }

    @Test
    void cosign_ofALogRolledBack_isRefused() throws IOException {
        PublishedLog before = grown(disk, 0, 10);
        WitnessRequest old = before.sinceNothing();
        cosigned(grown(disk, 10, 5).sinceNothing());
        assertThat(refusal(old)).contains("rolled back");
    }

    @Test
    void cosign_withAProofFromElsewhere_saysFromWhere() throws IOException {
        cosigned(grown(disk, 0, 10).sinceNothing());
        WitnessRequest fromNothing = grown(disk, 10, 5).sinceNothing();
        assertThatThrownBy(() -> witness.cosign(LOG, fromNothing))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("last saw 10");
    }

    @Test
    void cosign_ofACheckpointByAnotherKey_isRefused() throws IOException {
        PublishedLog log = grown(disk, 0, 10);
        Checkpoint forged =
                Checkpoint.sign(Sample.OTHER_LOG, 10, log.checkpoint().root());
        assertThat(refusal(new WitnessRequest(log.sinceNothing().proof(), forged)))
                .contains("no signature by the key");
    }

    @Test
    void cosign_withItsMemoryAltered_isRefused() throws IOException {
        cosigned(grown(disk, 0, 10).sinceNothing());
        Path seen;
        try (var files = Files.walk(memory)) {
            seen = files.filter(file -> file.endsWith("checkpoint")).findFirst().orElseThrow();
        }
        Files.writeString(seen, Checkpoint.sign(Sample.LOG, 0, Hash.EMPTY_TREE).toString());
        WitnessRequest request = grown(disk, 10, 5).sinceNothing();
        assertThatThrownBy(() -> witness.cosign(LOG, request))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("was altered");
    }

    @Test
    void policy_withOneKeyUnderTwoNames_isRefused() {
        VerifierKey key = Sample.witness(1).verifier();
        SigningKey twin = SigningKey.generate("other.example", KeyKind.WITNESS, new Random(101));
        assertThatThrownBy(() -> new WitnessPolicy(List.of(key, twin.verifier()), 2))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void parse_ofHostileRequests_isRefused() {
        for (String text :
                List.of("", "old\n\n", "old 1\n\n", "old 01\n\nx\n", "old 5\nAAAA\n\nx\n1\nAA==\n\n\u2014 x A\n")) {
            assertThatThrownBy(() -> WitnessRequest.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(StillwatchException.class);
        }
    }

    @Test
    void cosign_ofACheckpointFullOfSignatures_isRefusedAndItsMemoryStaysReadable() throws IOException {
        PublishedLog log = grown(disk, 0, 10);
        Checkpoint crowded = log.checkpoint();
        for (int i = 0; i < 63; i++) {
            crowded = crowded.with(new NoteSignature("somebody.example", i, new byte[68]));
        }
        WitnessRequest request = new WitnessRequest(log.sinceNothing().proof(), crowded);

        assertThatThrownBy(() -> witness.cosign(LOG, request))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("64 signatures already");
        assertThat(witness.lastSeen(LOG)).isEmpty();
        assertThat(cosigned(log.sinceNothing()).size()).isEqualTo(10);
    }
}
