// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.console.ActionLine.Fact;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Exchanges kept as evidence: listed without their text, which is shown only to whoever says why, on record. */
final class SamplesScreen implements Screen {
    private static final int LONGEST = 2_000;

    private final EvidenceVault vault;

    SamplesScreen(EvidenceVault vault) {
        this.vault = vault;
    }

    /**
     * One exchange.
     *
     * @param holds whose words, and how many characters of them
     * @param commitment the beginning of the hash that stands for the texts
     * @param until when the text goes, or that it is gone
     * @param readers who has read it
     * @param texts blank unless just revealed
     */
    record Sample(
            String id,
            String account,
            String exchanged,
            String holds,
            String commitment,
            String until,
            boolean readable,
            List<Reader> readers,
            List<Fact> texts) {}

    /** Who read a text. */
    record Reader(String who, String when, String why) {}

    /** The part as it is shown. */
    record Model(String id, boolean mayReveal, List<Sample> samples) {}

    @Override
    public void mount(Routes routes) {
        routes.getKept("/console/cases/:case/samples", Role.VIEWER, visit -> show(visit, "", List.of()))
                .post("/console/cases/:case/samples/:evidence/reveal", Role.ANALYST, this::reveal);
    }

    private Reply reveal(Visit visit) {
        String why = visit.required("reason", "why you need to read it");
        EvidenceItem item = vault.list(visit.part("case")).stream()
                .filter(one -> one.id().equals(visit.part("evidence")))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("This case has no such sample; load the page again."));
        return show(visit, item.id(), vault.reveal(item.id(), visit.user().name(), why, visit.now()));
    }

    private Reply show(Visit visit, String revealed, List<EvidencePart> texts) {
        String id = visit.part("case");
        return new Reply.Section(
                "case-samples",
                "queue",
                "Samples of " + id,
                new Model(
                        id,
                        visit.may(Role.ANALYST),
                        vault.list(id).stream()
                                .map(item -> sample(item, item.id().equals(revealed) ? texts : List.of()))
                                .toList()));
    }

    private static Sample sample(EvidenceItem item, List<EvidencePart> texts) {
        return new Sample(
                item.id(),
                VisibleText.shortened(item.account(), 120),
                Figures.minute(item.exchanged()),
                item.parts().stream().map(SamplesScreen::size).collect(Collectors.joining(", ")),
                item.commitment().substring(0, 16),
                item.readable()
                        ? "text is removed " + Figures.minute(item.keepUntil())
                        : "text removed; the commitment remains",
                item.readable(),
                item.reveals().stream()
                        .map(reveal -> new Reader(
                                VisibleText.shortened(reveal.who(), 80),
                                Figures.minute(reveal.when()),
                                VisibleText.shortened(reveal.why(), LONGEST)))
                        .toList(),
                texts.stream()
                        .map(part -> new Fact(part.role().label(), VisibleText.ofLines(part.text())))
                        .toList());
    }

    private static String size(EvidenceItem.PartSize part) {
        Optional<String> cut = part.held() < part.characters()
                ? Optional.of(", " + Figures.grouped(part.held()) + " of them kept")
                : Optional.empty();
        return part.role().label() + " " + Figures.count(part.characters(), "character") + cut.orElse("");
    }
}
