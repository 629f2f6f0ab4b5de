// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.Explanation.Weighing;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.report.Figures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds a campaign against what looks like one and is innocent, so that whoever decides has thought of it. The limits
 * used are rules of thumb; none of this is in the score, and none of it decides anything.
 */
final class InnocentExplanations {
    private static final double MOST = 0.8;
    private static final double HALF = 0.5;
    private static final double PEOPLE_SLEEP = 0.15;
    private static final double NOBODY_SLEEPS = 0.25;
    private static final double ONE_RUN = 0.6;
    private static final double BY_HAND = 40;

    private final Circumstances seen;

    private InnocentExplanations(Circumstances seen) {
        this.seen = seen;
    }

    static List<Explanation> of(Campaign campaign) {
        InnocentExplanations all = new InnocentExplanations(new Circumstances(campaign));
        return List.of(all.organisation(), all.reseller(), all.evaluation(), all.classroom(), all.viralTemplate());
    }

    private Explanation organisation() {
        Weighing weighing = new Weighing();
        shared(weighing, "payment", "payment instrument", MOST);
        shared(weighing, "asn", "network", MOST);
        seen.speaksFor(Channel.CONTENT).map(Signal::summary).ifPresent(weighing::against);
        return weighing.of(
                "One organisation",
                "Staff or programs of one customer, whose accounts work on the same things.",
                "Ask the customer's contact whether the accounts are theirs, and look for a contract that names them.");
    }

    private Explanation reseller() {
        Weighing weighing = new Weighing();
        night(weighing, false);
        shared(weighing, "payment", "payment instrument", HALF);
        double templated = seen.templated();
        if (templated >= HALF) {
            weighing.against(Figures.percent(templated)
                    + " of exchanges follow a few patterns, where many customers' traffic would be mixed");
        } else if (seen.commonestTemplate().isPresent()) {
            weighing.fits("no more than " + Figures.percent(templated) + " of exchanges follow common patterns");
        } else {
            weighing.unknown("whether prompts follow common patterns: none were seen");
        }
        seen.speaksAgainst(Channel.LEGITIMATE_USE).map(Signal::summary).ifPresent(weighing::fits);
        seen.speaksFor(Channel.ELICITATION).map(Signal::summary).ifPresent(weighing::against);
        return weighing.of(
                "A reseller",
                "Many customers' ordinary traffic behind pooled accounts.",
                "Ask who the end customers are; a reseller can name them, or pass on an identifier for each.");
    }

    private Explanation evaluation() {
        Weighing weighing = new Weighing();
        OptionalDouble busiest = seen.busiestDay();
        if (busiest.isEmpty() || seen.days() < 3) {
            weighing.unknown("whether it comes in runs: what was seen is too short to tell");
        } else if (busiest.getAsDouble() >= ONE_RUN) {
            weighing.fits(Figures.percent(busiest.getAsDouble()) + " of exchanges came on one day, as a run does");
        } else {
            weighing.against("it goes on day after day; the busiest day has " + Figures.percent(busiest.getAsDouble())
                    + " of exchanges, where a measurement runs and ends");
        }
        seen.speaksFor(Channel.COVERAGE).map(Signal::summary).ifPresent(weighing::against);
        seen.speaksFor(Channel.PARAMETERS).map(Signal::summary).ifPresent(weighing::against);
        if (seen.speaksFor(Channel.COVERAGE).isEmpty()) {
            weighing.unknown("whether items repeat as a benchmark's do: nothing speaks for wide coverage");
        }
        return weighing.of(
                "An evaluation laboratory",
                "The same items asked again and again, to measure models.",
                "See in the samples whether prompts are items of a known benchmark, and ask whether results were"
                        + " published.");
    }

    private Explanation classroom() {
        Weighing weighing = new Weighing();
        shared(weighing, "asn", "network, as a university's would be", HALF);
        night(weighing, true);
        rate(weighing);
        seen.share("payment")
                .ifPresent(share -> weighing.against("accounts share payment instruments (" + Figures.percent(share)
                        + " the commonest), where students have their own"));
        return weighing.of(
                "A classroom",
                "Students with one exercise sheet, each for themselves.",
                "Look in the samples for an exercise's wording; see whether it began and ended with a term or a week.");
    }

    private Explanation viralTemplate() {
        Weighing weighing = new Weighing();
        Optional<Campaign.Template> template = seen.commonestTemplate();
        if (template.isEmpty()) {
            weighing.unknown("whether one prompt pattern spread: none was seen");
        } else {
            double users = (double) template.get().accounts()
                    / seen.campaign().accounts().size();
            double each = (double) template.get().exchanges()
                    / Math.max(1, template.get().accounts());
            String words = Figures.percent(users) + " of accounts use the commonest pattern, "
                    + Figures.count(Math.round(each), "time") + " each";
            if (users >= HALF && each <= BY_HAND) {
                weighing.fits(words);
            } else {
                weighing.against(words + (each > BY_HAND ? ", more than people try something out" : ""));
            }
        }
        rate(weighing);
        seen.speaksFor(Channel.IDENTITY)
                .map(signal -> signal.summary() + ", where people who read the same post share nothing else")
                .ifPresentOrElse(
                        weighing::against, () -> weighing.fits("nothing else was seen that links the accounts"));
        return weighing.of(
                "A prompt that went round",
                "A published prompt or common tool that unrelated people use.",
                "Search the public web for the pattern, and see when it appeared.");
    }

    private void shared(Weighing weighing, String kind, String name, double needed) {
        OptionalDouble share = seen.share(kind);
        if (share.isEmpty()) {
            weighing.unknown("whether accounts share a " + name + ": none that two share was seen");
        } else if (share.getAsDouble() >= needed) {
            weighing.fits(Figures.percent(share.getAsDouble()) + " of accounts share one " + name);
        } else {
            weighing.against("no more than " + Figures.percent(share.getAsDouble()) + " of accounts share one " + name
                    + "; " + Figures.grouped(seen.shared(kind)) + " are shared by some");
        }
    }

    private void night(Weighing weighing, boolean people) {
        OptionalDouble night = seen.night();
        if (night.isEmpty()) {
            weighing.unknown("at which hours of the day they work: less than two days were seen");
            return;
        }
        String words =
                Figures.percent(night.getAsDouble()) + " of exchanges fall into the quietest eight hours of the day";
        if (night.getAsDouble() <= PEOPLE_SLEEP) {
            weighing.fits(words + ", as where people sleep");
        } else if (night.getAsDouble() >= NOBODY_SLEEPS && people) {
            weighing.against(words + ": nobody sleeps");
        } else if (night.getAsDouble() >= NOBODY_SLEEPS) {
            weighing.fits(words + ", as with customers all over the world");
        } else {
            weighing.unknown("whether people work there: " + words);
        }
    }

    private void rate(Weighing weighing) {
        double rate = seen.perAccountAndDay();
        String words = "an account makes " + Figures.count(Math.round(rate), "exchange") + " a day on average";
        if (rate <= BY_HAND) {
            weighing.fits(words + ", as people do by hand");
        } else {
            weighing.against(words + ", more than people do by hand");
        }
    }
}
