// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.detect.Window;
import java.util.Comparator;
import java.util.List;

/** An explanation in words, wrapped for a terminal; whatever others named is made visible. Pure and thread-safe. */
public final class ExplanationText {
    private static final int LISTED = 5;

    private final WrappedText out;

    private ExplanationText(int width) {
        this.out = new WrappedText(width);
    }

    /**
     * The explanation as lines of at most {@code width} characters, at least 40, where words allow.
     *
     * @return ends with a line break
     */
    public static String of(Explanation explanation, int width) {
        ExplanationText text = new ExplanationText(width);
        switch (explanation) {
            case Explanation.OfAccount account -> text.account(account);
            case Explanation.OfCampaign campaign -> text.campaign(campaign);
        }
        return text.out.toString();
    }

    private void account(Explanation.OfAccount explanation) {
        AccountAssessment account = explanation.account();
        String organisation = account.organisation()
                .map(name -> " of organisation " + VisibleText.shortened(name, 80))
                .orElse("");
        out.paragraph("Account " + VisibleText.shortened(account.account(), 200) + organisation + " is judged "
                + account.verdict().label() + ": " + VerdictWords.meaning(account.verdict()) + ". It made "
                + Figures.count(account.exchanges(), "exchange") + " and scores "
                + Figures.signed(account.score().nats()) + " log-odds. "
                + share(account.pValue().value(), "benign accounts")
                + account.window().map(ExplanationText::window).orElse(""));
        explanation.campaign().ifPresent(this::membership);
        evidence(account.signals(), account.missing());
        closing(explanation, account.verdict());
    }

    private void membership(Campaign campaign) {
        out.paragraph("It was judged together with "
                + Figures.count(Math.max(0, campaign.accounts().size() - 1), "other account") + " as group "
                + VisibleText.shortened(campaign.id(), 80) + " ("
                + campaign.verdict().label() + ", score "
                + Figures.signed(campaign.score().nats()) + ", "
                + Figures.count(campaign.exchanges(), "exchange") + ", "
                + Figures.p(campaign.pValue().value())
                + "). Evidence of the whole group counts towards each member, as far as the member takes part.");
    }

    private void campaign(Explanation.OfCampaign explanation) {
        Campaign campaign = explanation.campaign();
        Harvest harvest = Harvest.of(List.of(campaign), explanation.facts().price());
        String output = harvest.cost().equals("unknown")
                ? "Its output is not known: " + harvest.unit() + "."
                : "Its output is " + harvest.tokens() + " tokens, worth about " + harvest.cost() + " at "
                        + harvest.price() + ".";
        out.paragraph("Group " + VisibleText.shortened(campaign.id(), 80) + " is judged "
                + campaign.verdict().label() + ": " + VerdictWords.meaning(campaign.verdict()) + ". "
                + Figures.count(campaign.accounts().size(), "account") + " made "
                + Figures.count(campaign.exchanges(), "exchange") + " from " + Figures.minute(campaign.firstSeen())
                + " to " + Figures.minute(campaign.lastSeen()) + ". It scores "
                + Figures.signed(campaign.score().nats()) + " log-odds. "
                + share(campaign.pValue().value(), "groups of benign accounts") + " " + output
                + campaign.window().map(ExplanationText::window).orElse(""));
        evidence(campaign.signals(), campaign.missing());
        list("Shared by its accounts:", LinkWords.sentences(campaign.links()));
        list(
                "Commonest prompt patterns:",
                campaign.templates().stream()
                        .map(template -> VisibleText.shortened(template.skeleton(), 200) + " ("
                                + Figures.count(template.exchanges(), "exchange") + ", "
                                + Figures.count(template.accounts(), "account") + ")")
                        .toList());
        if (campaign.verdict() == Verdict.DISTILLATION) {
            out.heading("What to do, mildest first:");
            NextSteps.of(campaign)
                    .forEach(step -> out.item(step.name() + ". " + step.how()
                            + step.command().map(command -> " " + command).orElse("")));
            out.gap();
        }
        closing(explanation, campaign.verdict());
    }

    private static String window(Window window) {
        return " It stands out most from " + Figures.minute(window.from()) + " to " + Figures.minute(window.until())
                + ", and what follows is of that time.";
    }

    private static String share(double p, String whose) {
        return "Of " + whose + ", " + Figures.oneIn(p) + " would score as high (" + Figures.p(p) + ").";
    }

    private void evidence(List<Signal> signals, List<MissingSignal> missing) {
        signals(
                "Speaks for distillation:",
                signals.stream().filter(s -> s.logOdds().nats() > 0).toList());
        signals(
                "Speaks against:",
                signals.stream().filter(s -> s.logOdds().nats() < 0).toList());
        out.heading("Was missing:");
        if (missing.isEmpty()) {
            out.item("nothing; every kind of evidence could be had");
        }
        missing.forEach(signal ->
                out.item(ChannelWords.title(signal.channel()) + ": " + VisibleText.shortened(signal.reason(), 400)));
        out.gap();
    }

    private void signals(String title, List<Signal> signals) {
        out.heading(title);
        if (signals.isEmpty()) {
            out.item("nothing");
        }
        signals.stream()
                .sorted(Comparator.comparingDouble(
                        (Signal s) -> -Math.abs(s.logOdds().nats())))
                .forEach(signal -> out.item(Figures.signed(signal.logOdds().nats()) + "  "
                        + ChannelWords.title(signal.channel()) + ": " + VisibleText.shortened(signal.summary(), 400)));
        out.gap();
    }

    private void list(String title, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        out.heading(title);
        items.stream().limit(LISTED).forEach(out::item);
        if (items.size() > LISTED) {
            out.item("and " + Figures.grouped(items.size() - LISTED) + " more");
        }
        out.gap();
    }

    private void closing(Explanation explanation, Verdict verdict) {
        out.paragraph("What it rests on: " + String.join(" ", CalibrationWords.sentences(explanation.calibration())));
        out.paragraph("What it does not mean: " + VerdictWords.doesNotMean(verdict));
    }
}
