// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.Preview;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Tries a pack that somebody gives it, and puts nothing in use. */
final class TrialScreen implements Screen {
    /** Longest pack that can be tried here; {@code stillwatch policy preview} takes longer ones. */
    static final int LONGEST_PACK = 48 * 1024;

    private static final int AT_ONCE = 2;
    private static final int SHOWN = 500;

    private final ConsoleParts parts;
    /* Trials keep a processor busy for seconds: pages of others must not wait for them. */
    private final Semaphore free = new Semaphore(AT_ONCE);

    TrialScreen(ConsoleParts parts) {
        this.parts = parts;
    }

    /**
     * The form, and below it what came of it.
     *
     * @param text of the pack
     * @param trouble why it is no pack that can be tried
     */
    record Model(
            String text,
            Optional<String> trouble,
            Optional<Result> result,
            PolicyScreen.Enabling enabling,
            int longest) {}

    /**
     * What a pack would do.
     *
     * @param resting why none of its rules would count now
     * @param replaced names of packs whose place it would take
     */
    record Result(
            PackView pack,
            Optional<String> resting,
            List<String> replaced,
            Optional<Touched> accounts,
            List<Hit> hits,
            String cases) {}

    /**
     * Whom it would touch.
     *
     * @param lookedAt how many accounts that rests on, in a sentence
     * @param missing facts that rules need, and for how many accounts they are not known
     */
    record Touched(
            String lookedAt,
            String benign,
            boolean touchesBenign,
            List<RuleRow> rules,
            List<Preview.Change> changes,
            Map<String, Long> missing) {}

    /** What one rule would do. */
    record RuleRow(String rule, String does, long accounts, String verdicts, String others) {}

    /** A case that it would act on. */
    record Hit(String id, String state, String accounts, String verdict, String what) {}

    @Override
    public void mount(Routes routes) {
        routes.get("/console/policy/try", Role.ANALYST, _ -> page("", Optional.empty(), Optional.empty()))
                .post("/console/policy/try", Role.ANALYST, this::attempt);
    }

    private Reply page(String text, Optional<String> trouble, Optional<Result> result) {
        return new Reply.Page(
                "policy-try",
                "policy",
                "Try a pack",
                new Model(text, trouble, result, PolicyScreen.enabling(parts.policy()), LONGEST_PACK));
    }

    private Reply attempt(Visit visit) {
        String text = Optional.ofNullable(visit.form().get("pack")).orElse("");
        byte[] yaml = text.getBytes(StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return page(text, Optional.of("Paste a pack, or choose its file."), Optional.empty());
        }
        if (yaml.length > LONGEST_PACK) {
            return page(
                    "",
                    Optional.of("The pack is longer than 48 KiB. Try it with: stillwatch policy preview"),
                    Optional.empty());
        }
        if (!free.tryAcquire()) {
            return page(
                    text,
                    Optional.of("Others are trying packs now. Wait some seconds, then try again."),
                    Optional.empty());
        }
        try {
            return page(text, Optional.empty(), Optional.of(result(visit, PolicyPack.parse("pack.yaml", yaml))));
        } catch (StillwatchException e) {
            return page(text, Optional.of(VisibleText.of(String.valueOf(e.getMessage()))), Optional.empty());
        } finally {
            free.release();
        }
    }

    private Result result(Visit visit, PolicyPack pack) {
        PackTrial trial = new PackTrial(parts.service().packs(), pack, visit.now(), System::nanoTime);
        PackTrial.Cases cases = trial.cases(parts.store());
        return new Result(
                PackView.of(pack, PackSet.of(List.of(pack)), visit.now(), Map.of()),
                trial.resting().map(why -> PackView.shown(why, SHOWN)),
                trial.replaced(),
                parts.service().assessment().map(trial::accounts).map(TrialScreen::touched),
                cases.hits().stream().map(TrialScreen::hit).toList(),
                words(cases));
    }

    private static String words(PackTrial.Cases cases) {
        String of = cases.partly()
                ? "the newest " + Figures.grouped(cases.judged()) + " of " + Figures.count(cases.all(), "open case")
                : Figures.count(cases.all(), "open case");
        return cases.all() == 0
                ? "There are no open cases."
                : "It would act on " + Figures.grouped(cases.hits().size()) + " of " + of + ".";
    }

    private static Hit hit(PackTrial.CaseHit hit) {
        return new Hit(
                hit.summary().id(),
                hit.summary().state().label(),
                Figures.grouped(hit.summary().accounts()),
                hit.summary().verdict().label(),
                PackView.shown(String.join("; ", hit.what()), SHOWN));
    }

    private static Touched touched(PackTrial.Accounts accounts) {
        Preview preview = accounts.preview();
        String looked = accounts.partly()
                ? Figures.count(preview.accounts(), "account") + " of " + Figures.grouped(accounts.all())
                        + ", spread evenly: the rest was left out so that this ends within "
                        + PackTrial.LONGEST.toSeconds() + " seconds. Counts are of those looked at."
                : Figures.count(preview.accounts(), "account") + ", all of the latest assessment.";
        return new Touched(
                looked,
                preview.benignHit() == 0
                        ? "No account without the verdict distillation would notice anything."
                        : Figures.count(preview.benignHit(), "account")
                                + " would notice something without having the verdict distillation.",
                preview.benignHit() > 0,
                preview.rules().stream().map(TrialScreen::row).toList(),
                preview.changes().stream()
                        .filter(change -> change.before() + change.after() > 0)
                        .toList(),
                new TreeMap<>(preview.missing()));
    }

    private static RuleRow row(Preview.RuleCount rule) {
        String verdicts = Arrays.stream(Verdict.values())
                .filter(verdict -> rule.matched().getOrDefault(verdict, 0L) > 0)
                .map(verdict -> Figures.grouped(rule.matched().getOrDefault(verdict, 0L)) + " " + verdict.label())
                .collect(Collectors.joining(", "));
        List<String> others = new ArrayList<>();
        add(others, rule.needsInfo(), "depend on what is not known");
        add(others, rule.exempt(), "exempt");
        add(others, rule.outranked(), "under a rule of higher priority");
        add(others, rule.assumed(), "of those touched only because facts are not known");
        return new RuleRow(
                rule.rule(),
                PackView.shown(RuleWords.does(rule.countermeasure()), SHOWN)
                        + (rule.needsApproval() ? ", after a person has agreed" : ""),
                rule.total(),
                verdicts,
                String.join("; ", others));
    }

    private static void add(List<String> words, long count, String what) {
        if (count > 0) {
            words.add(Figures.grouped(count) + " " + what);
        }
    }
}
