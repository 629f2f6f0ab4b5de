// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cases beside a pack: facts, and what the pack has to say about them.
 *
 * <p>{@code pack.test.yaml} holds {@code cases}, each with {@code name}, {@code facts}, and one or more of: {@code expect}, a
 * mapping of rule ids to findings; {@code decisions}, the rules whose matches count, all of them; {@code approval}, those of
 * them that a person has to agree to; {@code missing}, the facts asked for. {@code effective-at} and {@code known-at} default
 * to when the pack became known.
 */
public final class PackCases {
    private PackCases() {}

    /**
     * How one case went.
     *
     * @param failures what was expected and what was found instead; empty when it passed
     */
    public record Result(String name, int line, List<String> failures) {
        public Result {
            failures = List.copyOf(failures);
        }

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    /**
     * How the cases of one pack went.
     *
     * @param file of the pack
     * @param results in order of writing; empty when the pack has no cases
     * @param unmatchedRules rules that no case matches, so that nothing shows they can
     */
    public record Report(Path file, String pack, List<Result> results, List<String> unmatchedRules) {
        public Report {
            results = List.copyOf(results);
            unmatchedRules = List.copyOf(unmatchedRules);
        }
    }

    /** The file of a pack's cases. */
    public static Path beside(Path pack) {
        return pack.resolveSibling(String.valueOf(pack.getFileName()).replaceFirst("\\.yaml$", ".test.yaml"));
    }

    /**
     * Runs the cases of a pack; its signature is not looked at.
     *
     * @throws StillwatchException if the pack or its cases cannot be read
     */
    public static Report run(Path file) {
        PolicyPack pack = PolicyPack.read(file);
        Path cases = beside(file);
        List<Result> results = new ArrayList<>();
        Set<String> matched = new HashSet<>();
        if (Files.exists(cases)) {
            Section root = SettingsDocument.read(cases);
            PolicyEngine engine = new PolicyEngine(PackSet.of(List.of(pack)));
            for (Section section : root.sections("cases")) {
                results.add(run(section, pack, engine, matched));
            }
            root.done();
            if (results.isEmpty()) {
                throw new StillwatchException(cases + " holds no cases; write some below \"cases:\"");
            }
        }
        List<String> unmatched = pack.rules().stream()
                .map(Rule::id)
                .filter(id -> !matched.contains(id))
                .toList();
        return new Report(file, pack.name(), results, unmatched);
    }

    private static Result run(Section section, PolicyPack pack, PolicyEngine engine, Set<String> matched) {
        Instant knownAt = section.optionalInstant("known-at").orElse(pack.knownAt());
        Instant effectiveAt = section.optionalInstant("effective-at").orElse(knownAt);
        Ruling ruling = engine.decide(Facts.read(section.section("facts")), effectiveAt, knownAt);
        Map<String, String> findings = new TreeMap<>();
        List<String> called = new ArrayList<>();
        for (RuleOutcome outcome : ruling.outcomes()) {
            findings.put(outcome.rule(), outcome.finding().label());
            if (outcome.finding() instanceof RuleOutcome.Finding.Matched) {
                called.add(outcome.rule());
                matched.add(outcome.rule());
            }
        }
        List<String> failures = new ArrayList<>();
        boolean asks = false;
        if (section.has("expect")) {
            asks = true;
            expect(section.section("expect"), findings, pack, failures);
        }
        if (section.has("decisions")) {
            asks = true;
            same("decisions", section.texts("decisions"), called, failures);
        }
        if (section.has("approval")) {
            asks = true;
            List<String> needing = pack.rules().stream()
                    .filter(rule -> rule.needsApproval() && called.contains(rule.id()))
                    .map(Rule::id)
                    .toList();
            same("approval", section.texts("approval"), needing, failures);
        }
        if (section.has("missing")) {
            asks = true;
            same("missing", section.texts("missing"), ruling.missing(), failures);
        }
        if (!asks) {
            throw section.refusal(
                    "facts", "are judged and nothing is expected; add expect, decisions, approval or missing");
        }
        return new Result(section.text("name"), section.line("name"), failures);
    }

    private static void expect(Section expect, Map<String, String> findings, PolicyPack pack, List<String> failures) {
        for (String rule : expect.keys()) {
            if (pack.rules().stream().noneMatch(r -> r.id().equals(rule))) {
                throw expect.refusal(rule, "is no rule of " + pack.name() + "; correct the name");
            }
            String expected = expect.text(rule);
            if (!RuleOutcome.Finding.LABELS.contains(expected)) {
                throw expect.refusal(rule, "must be one of " + String.join(", ", RuleOutcome.Finding.LABELS));
            }
            String found = findings.getOrDefault(rule, "not known then");
            if (!found.equals(expected)) {
                failures.add(rule + ": expected " + expected + ", found " + found);
            }
        }
    }

    private static void same(String what, List<String> expected, List<String> found, List<String> failures) {
        if (!Set.copyOf(expected).equals(Set.copyOf(found))) {
            failures.add(what + ": expected " + expected + ", found " + found);
        }
    }
}
