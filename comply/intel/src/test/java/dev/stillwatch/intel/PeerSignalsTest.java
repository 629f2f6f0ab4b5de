// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What peers sent, kept: read once whatever breaks off, the later version wins, no peer crowds out another. */
class PeerSignalsTest {
    private static final ReadingLimits LIMITS = ReadingLimits.DEFAULTS;
    private static final Instant NOW = Samples.NOW;

    @TempDir
    private Path folder;

    private Path file;
    private PeerSignals signals;

    @BeforeEach
    void make() {
        file = folder.resolve("sharing.db");
        signals = SharingStore.make(file, "Example Models", NOW).signals();
    }

    private static byte[] envelope(List<String> objects) {
        return ("{\"objects\":[" + String.join(",", objects) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private void pages(int size) {
        List<String> objects = Samples.bundle().objects();
        for (int from = 0; from < objects.size(); from += size) {
            List<String> page = objects.subList(from, Math.min(objects.size(), from + size));
            signals.page("peer-a", "c", envelope(page), page.size(), Optional.of(NOW.plusSeconds(from)));
        }
    }

    private static InboundSignal signal(int number, Instant modified, boolean revoked) {
        return new InboundSignal(
                "indicator--" + number,
                "identity--1",
                "",
                new SharedIndicator.Network(64_500 + number),
                InboundSignal.Stance.SUSPECT,
                Set.of(SharedVerdict.DISTILLATION),
                number % 2 == 0 ? OptionalInt.of(70) : OptionalInt.empty(),
                TrafficLight.AMBER,
                modified,
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(30)),
                revoked);
    }

    @Test
    void pages_ofACallThatBrokeOff_areReadTogetherWithTheRest() {
        pages(7);
        assertThat(signals.reached(PeerSignals.Direction.PULL, "peer-a", "c")).isPresent();
        PeerSignals later = SharingStore.open(file).signals();
        PeerSignals.Reading reading = later.read("peer-a", "c", LIMITS, NOW);
        assertThat(reading.bundles()).hasSize(1);
        int sent = Samples.shared(120).indicators().size();
        assertThat(reading.taken()).isEqualTo(new PeerSignals.Taken(sent, 0, 0, 0, 0));
        // What the campaign is said to be stands on another page than the indicators.
        assertThat(reading.bundles().getFirst().signals())
                .allMatch(signal -> signal.claims().equals(Set.of(SharedVerdict.DISTILLATION)));
        assertThat(later.unread()).isEmpty();
        assertThat(later.book().size()).isEqualTo(sent);
        assertThat(later.book()
                        .lookUp(new LocalObservation("a", List.of(new SharedIndicator.Network(64_500))), NOW)
                        .findings()
                        .getFirst()
                        .applies()
                        .getFirst()
                        .signal()
                        .confidence())
                .hasValue(93);
    }

    @Test
    void pages_thatCameTwice_countOnce() {
        pages(50);
        signals.read("peer-a", "c", LIMITS, NOW);
        pages(7);
        PeerSignals.Taken again = signals.read("peer-a", "c", LIMITS, NOW).taken();
        assertThat(again.known()).isEqualTo(Samples.shared(120).indicators().size());
        assertThat(again.fresh() + again.revised()).isZero();
    }

    @Test
    void pages_ofMoreObjectsThanAReadingTakes_areReadInSeveral() {
        pages(7);
        ReadingLimits few = new ReadingLimits(1 << 20, 20, 24, 1 << 16, Duration.ofDays(180));
        PeerSignals.Reading reading = signals.read("peer-a", "c", few, NOW);
        assertThat(reading.bundles()).hasSizeGreaterThan(1).allMatch(bundle -> bundle.objects() <= 20);
        assertThat(reading.taken().fresh())
                .isEqualTo(Samples.shared(120).indicators().size());
    }

    @Test
    void reached_neverGoesBack_andIsOfOneDirectionPeerAndCollection() {
        signals.reach(PeerSignals.Direction.PULL, "peer-a", "c", NOW);
        signals.reach(PeerSignals.Direction.PULL, "peer-a", "c", NOW.minusSeconds(5));
        assertThat(signals.reached(PeerSignals.Direction.PULL, "peer-a", "c")).contains(NOW);
        assertThat(signals.reached(PeerSignals.Direction.PUSH, "peer-a", "c")).isEmpty();
        assertThat(signals.reached(PeerSignals.Direction.PULL, "peer-b", "c")).isEmpty();
        assertThat(signals.reached(PeerSignals.Direction.PULL, "peer-a", "d")).isEmpty();
    }

    @Test
    void take_inWhateverOrder_keepsTheLatest_ofEachPeerItsOwn() {
        InboundSignal early = signal(1, NOW.minusNanos(1), false);
        InboundSignal late = signal(1, NOW, true);
        assertThat(signals.take("peer-a", List.of(late, early, late), NOW))
                .isEqualTo(new PeerSignals.Taken(1, 0, 2, 0, 0));
        assertThat(signals.take("peer-b", List.of(early, late, early), NOW))
                .isEqualTo(new PeerSignals.Taken(1, 1, 1, 0, 0));
        assertThat(signals.shelves(NOW))
                .containsExactly(new PeerSignals.Shelf("peer-a", 1, 0), new PeerSignals.Shelf("peer-b", 1, 0));
        assertThat(signals.forget("peer-a")).isEqualTo(1);
        assertThat(signals.book().size()).isEqualTo(1);
    }

    @Test
    void take_moreThanOnePeerMay_leavesTheRestOut_butStillTakesBack() {
        PeerSignals small = new PeerSignals(SharingDatabase.open(file), Samples.PRODUCER, 40);
        List<InboundSignal> many = IntStream.rangeClosed(0, 40)
                .mapToObj(number -> signal(number, NOW, false))
                .toList();
        assertThat(small.take("peer-a", many, NOW)).isEqualTo(new PeerSignals.Taken(40, 0, 0, 1, 0));
        assertThat(small.take("peer-a", List.of(signal(3, NOW.plusSeconds(1), true)), NOW)
                        .revised())
                .isEqualTo(1);
        assertThat(small.take("peer-b", many.subList(0, 2), NOW).fresh()).isEqualTo(2);
    }

    @Test
    void take_whatThisProducerSharedItself_isNoSecondSource() {
        SharingStore store = SharingStore.open(file);
        SharedVersion shared =
                store.ledger().share(Samples.shared(120), true, NOW).version();
        ReadBundle back = new StixReader(LIMITS)
                .readBundle(shared.bundle(store.ledger().writer()).bytes());
        assertThat(signals.take("hub", back.signals(), NOW))
                .isEqualTo(new PeerSignals.Taken(0, 0, 0, 0, back.signals().size()));
        assertThat(back.signals()).isNotEmpty();
        assertThat(signals.book().size()).isZero();
    }

    @Test
    void take_signalsThatEndedLongAgo_areForgotten() {
        signals.take("peer-a", List.of(signal(1, NOW, false)), NOW);
        signals.take("peer-a", List.of(), NOW.plus(Duration.ofDays(119)));
        assertThat(signals.book().size()).isEqualTo(1);
        signals.take("peer-a", List.of(), NOW.plus(Duration.ofDays(121)));
        assertThat(signals.book().size()).isZero();
    }

    @Test
    void pages_byFourAtOnce_loseNothing() throws Exception {
        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            List<? extends java.util.concurrent.Future<?>> all = IntStream.range(0, 8)
                    .mapToObj(i -> four.submit(() -> {
                        PeerSignals own = SharingStore.open(file).signals();
                        own.page("p", "c", envelope(Samples.bundle().objects()), 60, Optional.of(NOW.plusSeconds(i)));
                        own.read("p", "c", LIMITS, NOW);
                    }))
                    .toList();
            for (var each : all) {
                each.get();
            }
        }
        assertThat(signals.unread()).isEmpty();
        assertThat(signals.book().size())
                .isEqualTo(Samples.shared(120).indicators().size());
        assertThat(signals.reached(PeerSignals.Direction.PULL, "p", "c")).contains(NOW.plusSeconds(7));
    }
}
