// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.PackCases;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.UnsignedPacks;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packs in use, what their rules do, and how often people took it back. */
final class PolicyScreen implements Screen {
    private static final int PACKS_EACH = 10;
    private static final int RULES_SHOWN = 12;
    private static final int RULES_EACH = 100;
    private static final int LONGEST_CASES = 64 * 1024;

    private final ConsoleParts parts;
    private final RuleHistory history;

    PolicyScreen(ConsoleParts parts) {
        this.parts = parts;
        this.history = new RuleHistory(parts.store());
    }

    /**
     * The list.
     *
     * @param summary how many packs there are, in a sentence
     * @param refused why the folder as it is now is not used; empty while it is
     */
    record Model(String summary, Optional<String> refused, List<Shown> packs, Pages pages, Enabling enabling) {}

    /**
     * A pack in the list.
     *
     * @param more how many rules are only on its own page
     */
    record Shown(PackView pack, int more) {}

    /** How a pack is put to use: not here. */
    record Enabling(String where, String when, List<String> commands) {}

    /** One pack. */
    record Whole(PackView pack, int rules, Pages pages, Cases cases) {}

    /**
     * The cases beside a pack.
     *
     * @param summary in a sentence
     */
    record Cases(String summary, boolean well, List<OneCase> results) {}

    /** How one case went. */
    record OneCase(String name, String outcome, boolean passed) {}

    @Override
    public void mount(Routes routes) {
        routes.get("/console/policy", Role.VIEWER, this::list)
                .get("/console/policy/packs/:pack", Role.VIEWER, this::pack);
    }

    private Reply list(Visit visit) {
        Instant now = visit.now();
        PackSet packs = parts.service().packs();
        Map<RuleHistory.Key, RuleHistory.Counts> counts = history.counts(now);
        Pages pages = Pages.of(visit.page(), packs.packs().size(), PACKS_EACH, "/console/policy?page=");
        Map<String, PackSet.Applicable> counting = PackView.latest(packs, now);
        List<Shown> shown = packs.packs().stream()
                .sorted(Comparator.comparing(pack -> !PackView.applies(pack, counting)))
                .skip(pages.from())
                .limit(PACKS_EACH)
                .map(pack -> PackView.of(pack, packs, counting, now, counts))
                .map(view -> new Shown(
                        view.page(0, RULES_SHOWN), Math.max(0, view.rules().size() - RULES_SHOWN)))
                .toList();
        return new Reply.Page(
                "policy",
                "Policy",
                new Model(
                        summary(packs.packs(), counting),
                        parts.service().refusedPolicy().map(VisibleText::of),
                        shown,
                        pages,
                        enabling(parts.policy())));
    }

    private static String summary(List<PolicyPack> packs, Map<String, PackSet.Applicable> counting) {
        long applying =
                packs.stream().filter(pack -> PackView.applies(pack, counting)).count();
        return packs.isEmpty()
                ? "No packs are in use: only people decide."
                : Figures.count(packs.size(), "pack") + " in use, of which " + Figures.grouped(applying)
                        + (applying == 1 ? " applies now." : " apply now.");
    }

    static Enabling enabling(PolicyParts policy) {
        String every = RuleWords.span(policy.refresh());
        String folder = policy.folder().map(Path::toString).orElse("");
        if (folder.isEmpty()) {
            return new Enabling(
                    "No folder of packs is set. Name one under policy.packs in stillwatch.yaml, and restart.",
                    "",
                    List.of());
        }
        boolean signed = policy.unsigned() == UnsignedPacks.REFUSE;
        String keys = policy.trustedKeys().isEmpty()
                ? "No key is trusted yet: set policy.trusted-keys in stillwatch.yaml."
                : "Signatures that count are those of "
                        + String.join(
                                ", ",
                                policy.trustedKeys().stream()
                                        .map(Path::toString)
                                        .toList())
                        + ".";
        return new Enabling(
                "Packs are put to use by the files in " + folder + ", never from this page. "
                        + (signed ? keys : "Unsigned packs are accepted here."),
                "A change is picked up within " + every
                        + ". It counts as a whole or not at all: while any file is refused, what was in use stays in use.",
                List.of(
                        "stillwatch policy test NEW.yaml",
                        "stillwatch policy sign NEW.yaml --key policy-team.key",
                        "cp NEW.yaml.dsse NEW.yaml " + quoted(folder)));
    }

    /** As a shell reads it as one word. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./@:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Reply pack(Visit visit) {
        PackSet packs = parts.service().packs();
        String name = visit.part("pack");
        Optional<PolicyPack> found =
                packs.packs().stream().filter(pack -> pack.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            return new Reply.Refused(404, "No pack of this name and version is in use.");
        }
        PackView view = PackView.of(found.get(), packs, visit.now(), history.counts(visit.now()));
        Pages pages = Pages.of(
                visit.page(), view.rules().size(), RULES_EACH, "/console/policy/packs/" + view.name() + "?page=");
        return new Reply.Page(
                "policy-pack",
                "policy",
                view.title(),
                new Whole(
                        view.page(pages.from(), RULES_EACH),
                        view.rules().size(),
                        pages,
                        packs.origin(found.get())
                                .map(origin -> cases(found.get(), origin.file()))
                                .orElseGet(() -> none("The pack's file is not known, so neither are its cases."))));
    }

    private static Cases none(String why) {
        return new Cases(why, false, List.of());
    }

    private static Cases cases(PolicyPack pack, Path file) {
        Path beside = PackCases.beside(file);
        try {
            if (!Files.exists(beside)) {
                return none("None. Write some to " + beside.getFileName()
                        + ", so that everybody sees what the pack is meant to do.");
            }
            if (Files.size(beside) > LONGEST_CASES) {
                return none("They are too many to run here. Run: stillwatch policy test " + quoted(file.toString()));
            }
            PackCases.Report report = PackCases.run(file);
            return report.pack().equals(pack.name())
                    ? cases(report)
                    : none("The file now holds " + report.pack() + ", which is not what is in use.");
        } catch (IOException | StillwatchException e) {
            return none("They cannot be run: " + VisibleText.of(String.valueOf(e.getMessage())));
        }
    }

    private static Cases cases(PackCases.Report report) {
        List<OneCase> results = report.results().stream()
                .map(result -> new OneCase(
                        PackView.shown(result.name(), 300),
                        result.passed() ? "passed" : PackView.shown(String.join("; ", result.failures()), 500),
                        result.passed()))
                .toList();
        long failed = results.stream().filter(one -> !one.passed()).count();
        String unmatched = report.unmatchedRules().isEmpty()
                ? " Every rule is matched by at least one."
                : " No case matches " + PackView.shown(String.join(", ", report.unmatchedRules()), 500) + ".";
        return new Cases(
                Figures.count(results.size(), "case")
                        + (failed == 0 ? ", all passed." : ", " + Figures.grouped(failed) + " failed.")
                        + unmatched,
                failed == 0,
                results);
    }
}
