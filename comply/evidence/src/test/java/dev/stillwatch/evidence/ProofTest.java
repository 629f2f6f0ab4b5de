// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proofs computed from tiles, held against roots computed without them. */
class ProofTest {
    private static final int SIZE = 600;
    private static final List<Integer> SIZES =
            List.of(1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 255, 256, 257, 511, 512, 513, SIZE);

    private static final SimulatedDisk DISK = new SimulatedDisk();
    private static final List<Hash> LEAVES = new ArrayList<>();

    @BeforeAll
    static void makeLog() throws IOException {
        LogOpening.create(DISK, Sample.LOG);
        try (LogWriter writer = LogOpening.open(DISK, Sample.LOG)) {
            writer.commit(Sample.entries(0, SIZE));
            writer.publish();
        }
        Sample.entries(0, SIZE).forEach(entry -> LEAVES.add(Hash.ofEntry(entry)));
    }

    /** RFC 6962, section 2.1, to the letter. */
    private static Hash root(List<Hash> leaves) {
        int count = leaves.size();
        if (count <= 1) {
            return count == 0 ? Hash.EMPTY_TREE : leaves.getFirst();
        }
        int left = (int) TileTree.split(count);
        return Hash.ofNodes(root(leaves.subList(0, left)), root(leaves.subList(left, count)));
    }

    private static Hash root(int size) {
        return root(LEAVES.subList(0, size));
    }

    private static TileTree tree() {
        return new TileTree(new LogFiles(DISK), SIZE);
    }

    @Test
    void frontier_ofEverySize_hasTheRootOfTheRfc() {
        Frontier frontier = Frontier.empty();
        for (int size = 0; size < SIZE; size++) {
            assertThat(frontier.root()).isEqualTo(root(size));
            frontier.add(LEAVES.get(size));
        }
    }

    @Test
    void root_fromTiles_isThatOfTheRfc() throws IOException {
        for (int size : SIZES) {
            assertThat(tree().root(size)).isEqualTo(root(size));
        }
    }

    @Test
    void inclusion_ofEveryEntry_holdsAndNotForItsNeighbour() throws IOException {
        TileTree tree = tree();
        for (int size : SIZES) {
            for (int index = 0; index < size; index++) {
                InclusionProof proof = new InclusionProof(index, size, tree.inclusion(index, size));
                assertThat(proof.holds(LEAVES.get(index), root(size))).isTrue();
                assertThat(proof.holds(LEAVES.get(index + 1 < SIZE ? index + 1 : 0), root(size)))
                        .isFalse();
            }
        }
    }

    @Test
    void inclusion_withAnythingChanged_doesNotHold() throws IOException {
        List<Hash> path = tree().inclusion(300, SIZE);
        Hash leaf = LEAVES.get(300);
        assertThat(new InclusionProof(301, SIZE, path).holds(leaf, root(SIZE))).isFalse();
        assertThat(new InclusionProof(300, SIZE - 1, path).holds(leaf, root(SIZE - 1)))
                .isFalse();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> wrong = new ArrayList<>(path);
            wrong.set(i, LEAVES.getFirst());
            assertThat(new InclusionProof(300, SIZE, wrong).holds(leaf, root(SIZE)))
                    .isFalse();
        }
        List<Hash> longer = new ArrayList<>(path);
        longer.add(LEAVES.getFirst());
        assertThat(new InclusionProof(300, SIZE, longer).holds(leaf, root(SIZE)))
                .isFalse();
        assertThat(new InclusionProof(300, SIZE, path.subList(1, path.size())).holds(leaf, root(SIZE)))
                .isFalse();
    }

    @Test
    void consistency_ofEveryPairOfSmallSizes_holds() throws IOException {
        TileTree tree = tree();
        for (int newer = 0; newer <= 40; newer++) {
            for (int older = 0; older <= newer; older++) {
                ConsistencyProof proof = new ConsistencyProof(older, newer, tree.consistency(older, newer));
                assertThat(proof.holds(root(older), root(newer)))
                        .as("%d to %d", older, newer)
                        .isTrue();
            }
        }
    }

    @Test
    void consistency_ofLargerSizes_holdsAndNotWithAnythingChanged() throws IOException {
        TileTree tree = tree();
        for (int newer : SIZES) {
            for (int older : SIZES) {
                if (older < newer) {
                    List<Hash> path = tree.consistency(older, newer);
                    assertThat(new ConsistencyProof(older, newer, path).holds(root(older), root(newer)))
                            .isTrue();
                    assertThat(new ConsistencyProof(older, newer, path).holds(root(older - 1), root(newer)))
                            .isFalse();
                    for (int i = 0; i < path.size(); i++) {
                        List<Hash> wrong = new ArrayList<>(path);
                        wrong.set(i, Hash.EMPTY_TREE);
                        assertThat(new ConsistencyProof(older, newer, wrong).holds(root(older), root(newer)))
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void proofFile_readAgain_verifiesWithoutTheLog() {
        PublishedLog log = PublishedLog.open(DISK, Sample.LOG.verifier());
        ProofFile proof = log.prove(321, log.checkpoint());
        ProofFile again = ProofFile.parse(proof.bytes());
        assertThat(again.toString()).isEqualTo(proof.toString()).startsWith("c2sp.org/tlog-proof@v1\nextra ");
        assertThat(again.verify(Sample.LOG.verifier(), WitnessPolicy.NONE)).isEqualTo(Sample.entry(321));
        assertThat(again.index()).isEqualTo(321);
    }

    @Test
    void proofFile_withAnyByteChanged_isRefused() {
        PublishedLog log = PublishedLog.open(DISK, Sample.LOG.verifier());
        byte[] bytes = log.prove(5, log.checkpoint()).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> ProofFile.parse(changed).verify(Sample.LOG.verifier(), WitnessPolicy.NONE))
                    .as("byte %d", i)
                    .isInstanceOf(StillwatchException.class);
        }
    }

    @Test
    void proofFile_ofACosignedOlderCheckpoint_carriesTheWitness() throws IOException {
        Checkpoint older =
                Cosignature.add(Checkpoint.sign(Sample.LOG, 300, tree().root(300)), Sample.witness(1), Sample.TIME);
        ProofFile proof = PublishedLog.open(DISK, Sample.LOG.verifier()).prove(5, older);
        WitnessPolicy one = new WitnessPolicy(List.of(Sample.witness(1).verifier()), 1);
        WitnessPolicy other = new WitnessPolicy(List.of(Sample.witness(2).verifier()), 1);
        assertThat(ProofFile.parse(proof.bytes()).verify(Sample.LOG.verifier(), one))
                .isEqualTo(Sample.entry(5));
        assertThatThrownBy(() -> proof.verify(Sample.LOG.verifier(), other))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("must have 1");
    }

    @Test
    void prove_withACheckpointOfAnotherHistory_isRefused() {
        PublishedLog log = PublishedLog.open(DISK, Sample.LOG.verifier());
        Checkpoint foreign = Checkpoint.sign(Sample.LOG, 300, LEAVES.getFirst());
        assertThatThrownBy(() -> log.prove(5, foreign))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("does not go on from");
    }

    @Test
    void parse_ofHostileProofs_isRefused() {
        List<String> hostile = List.of(
                "",
                "\n\n",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v1\nindex 1\n\nx\n0\n",
                "c2sp.org/tlog-proof@v1\nextra AA==\nindex 99999999999999999999\n\nx\n1\nx\n\n\u2014 x AAAAAAA=\n",
                "c2sp.org/tlog-proof@v1\nextra AA==\nindex -1\n\nx\n1\n" + LEAVES.getFirst()
                        + "\n\n\u2014 x AAAAAAA=\n");
        for (String text : hostile) {
            assertThatThrownBy(() -> ProofFile.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(StillwatchException.class);
        }
    }
}
