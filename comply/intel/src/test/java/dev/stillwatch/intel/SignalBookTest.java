// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalBookTest {
    private static final SharedIndicator CLIENT = new SharedIndicator.TlsClient(Samples.JA4);
    private static final LocalObservation SEEN = new LocalObservation("acct-1", List.of(CLIENT));

    private final SignalBook book = new SignalBook(100);

    private static InboundSignal signal(
            String id,
            SharedIndicator indicator,
            InboundSignal.Stance stance,
            int confidence,
            Instant modified,
            boolean revoked) {
        return new InboundSignal(
                "indicator--" + id,
                "identity--x",
                "X",
                indicator,
                stance,
                Set.of(),
                OptionalInt.of(confidence),
                TrafficLight.AMBER,
                modified,
                Samples.FIRST,
                Samples.FIRST.plus(Duration.ofDays(30)),
                revoked);
    }

    private static InboundSignal suspect(String id, int confidence) {
        return signal(id, CLIENT, InboundSignal.Stance.SUSPECT, confidence, Samples.FIRST, false);
    }

    @Test
    void lookUp_nothingFits_findsNothing() {
        book.add("peer", List.of(suspect("a", 50)));

        assertThat(book.lookUp(new LocalObservation("acct-1", List.of(new SharedIndicator.Network(1))), Samples.NOW)
                        .findings())
                .isEmpty();
    }

    @Test
    void lookUp_severalSources_standTogetherHighestConfidenceFirst() {
        book.add("one", List.of(suspect("a", 40)));
        book.add("two", List.of(suspect("a", 90)));

        SignalReport.Finding finding = book.lookUp(SEEN, Samples.NOW).findings().getFirst();

        assertThat(finding.applies())
                .extracting(m -> m.signal().confidence().getAsInt())
                .containsExactly(90, 40);
        assertThat(finding.applies().getFirst().why()).isEqualTo("the same ja4");
        assertThat(finding.conflicting()).isFalse();
    }

    @Test
    void lookUp_suspectAndBenign_isConflicting() {
        book.add("one", List.of(suspect("a", 40)));
        book.add("two", List.of(signal("b", CLIENT, InboundSignal.Stance.BENIGN, 80, Samples.FIRST, false)));

        assertThat(book.lookUp(SEEN, Samples.NOW).findings().getFirst().conflicting())
                .isTrue();
    }

    @Test
    void lookUp_expiredAndNotYetValid_doNotApply() {
        book.add("one", List.of(suspect("a", 40)));

        for (Instant at : List.of(Samples.FIRST.minusSeconds(1), Samples.FIRST.plus(Duration.ofDays(30)))) {
            SignalReport.Finding finding = book.lookUp(SEEN, at).findings().getFirst();
            assertThat(finding.applies()).isEmpty();
            assertThat(finding.expired()).hasSize(1);
        }
        assertThat(book.lookUp(SEEN, Samples.FIRST).findings().getFirst().applies())
                .hasSize(1);
    }

    @Test
    void add_laterVersionThatRevokes_takesItBackAndAnOlderOneDoesNotReturn() {
        InboundSignal revoked =
                signal("a", CLIENT, InboundSignal.Stance.SUSPECT, 40, Samples.FIRST.plusSeconds(9), true);
        book.add("one", List.of(suspect("a", 40), revoked, suspect("a", 40)));

        SignalReport.Finding finding = book.lookUp(SEEN, Samples.NOW).findings().getFirst();

        assertThat(finding.applies()).isEmpty();
        assertThat(finding.revoked()).containsExactly(revoked);
    }

    @Test
    void add_anotherPeerWithTheSameId_cannotRevoke() {
        book.add("one", List.of(suspect("a", 40)));
        book.add("evil", List.of(signal("a", CLIENT, InboundSignal.Stance.SUSPECT, 1, Samples.NOW, true)));

        assertThat(book.lookUp(SEEN, Samples.NOW).findings().getFirst().applies())
                .hasSize(1);
    }

    @Test
    void lookUp_promptPatternThatHardlyDiffers_fitsAndSaysByHowMuch() {
        TemplateFingerprint known = Samples.TEMPLATE;
        long bits = Long.parseUnsignedLong(known.simhash(), 16) ^ 0b101;
        TemplateFingerprint near =
                new TemplateFingerprint("0".repeat(64), HexFormat.of().toHexDigits(bits));
        book.add(
                "one",
                List.of(signal(
                        "t",
                        new SharedIndicator.PromptTemplate(known),
                        InboundSignal.Stance.SUSPECT,
                        60,
                        Samples.FIRST,
                        false)));

        SignalReport report = book.lookUp(
                new LocalObservation("case-7", List.of(new SharedIndicator.PromptTemplate(near))), Samples.NOW);

        assertThat(report.findings().getFirst().applies().getFirst().why()).contains("2 of 64 bits");
    }

    @Test
    void tokenKeys_tokensInTheBook_sayWhichToMakeAndMatch() {
        KeyedToken token = Samples.tokens()
                .token(IdentifierKind.EMAIL, "mallory@example.com", Samples.LAST)
                .orElseThrow();
        book.add(
                "one",
                List.of(signal(
                        "t",
                        new SharedIndicator.Token(token),
                        InboundSignal.Stance.SUSPECT,
                        60,
                        Samples.FIRST,
                        false)));

        assertThat(book.tokenKeys()).containsExactly("forum-2026a 2026-11");
        SharedIndicator own = new SharedIndicator.Token(Samples.tokens()
                .token("forum-2026a", "2026-11", IdentifierKind.EMAIL, "Mallory@Example.com")
                .orElseThrow());
        assertThat(book.lookUp(new LocalObservation("a", List.of(own)), Samples.NOW)
                        .findings())
                .hasSize(1);
    }

    @Test
    void add_fullBook_dropsAndCountsButStillTakesNewVersions() {
        SignalBook small = new SignalBook(1);
        small.add("one", List.of(suspect("a", 40), suspect("b", 40)));
        small.add("one", List.of(signal("a", CLIENT, InboundSignal.Stance.SUSPECT, 41, Samples.NOW, false)));

        assertThat(small.size()).isEqualTo(1);
        assertThat(small.dropped()).isEqualTo(1);
        assertThat(small.lookUp(SEEN, Samples.NOW)
                        .findings()
                        .getFirst()
                        .applies()
                        .getFirst()
                        .signal()
                        .confidence())
                .hasValue(41);
    }

    @Test
    void forgetBefore_endedSignals_areGone() {
        book.add("one", List.of(suspect("a", 40)));
        book.forgetBefore(Samples.FIRST.plus(Duration.ofDays(31)));

        assertThat(book.size()).isZero();
        assertThat(book.lookUp(SEEN, Samples.NOW).findings()).isEmpty();
    }
}
