// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.filings.Threshold;
import dev.stillwatch.policy.Answer;
import dev.stillwatch.policy.PackMode;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.release.LicenceDecision.Outcome;
import dev.stillwatch.release.LicenceRule.Effect;
import dev.stillwatch.release.RuleFinding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides on releases: directives first, then every rule of every pack.
 *
 * <p>What denies counts over all else; then what is not known; then what requires a licence or an opinion and is not
 * answered by one; what is left is allowed, within the limits of every rule that sets some. Where no rule of a pack that
 * enforces applies, nothing is allowed. A pure function, without a clock. Immutable and thread-safe.
 */
public final class LicenceEngine {
    /** For how long at most a decision holds. */
    public static final Duration LONGEST = Duration.ofDays(180);

    private final LicencePacks packs;
    private final List<Directive> directives;

    public LicenceEngine(LicencePacks packs, Collection<Directive> directives) {
        this.packs = packs;
        this.directives = directives.stream()
                .sorted(Comparator.comparing(Directive::id).thenComparing(Directive::knownAt))
                .toList();
    }

    private record Considered(RuleFinding finding, Effect effect, Instant until) {
        Considered with(Finding other) {
            return new Considered(finding.with(other), effect, until);
        }

        boolean binds() {
            return finding.binds();
        }

        boolean matched() {
            return finding.finding() instanceof Finding.Matched;
        }
    }

    /**
     * Decides.
     *
     * @param effectiveAt when it is to hold: windows of packs are looked up then
     * @param knownAt of packs and directives, what was known by then counts
     */
    public LicenceDecision decide(ReleaseFacts facts, Instant effectiveAt, Instant knownAt) {
        List<Considered> considered = new ArrayList<>();
        // What was not known then is left out, so that the same comes out when it is decided again.
        directives.stream()
                .filter(directive -> !directive.knownAt().isAfter(knownAt))
                .forEach(directive -> considered.add(directive(directive, facts, effectiveAt)));
        for (LicencePacks.Applicable applicable : packs.at(effectiveAt, knownAt)) {
            for (LicenceRule rule : applicable.pack().rules()) {
                considered.add(rule(applicable, rule, facts, effectiveAt));
            }
        }
        List<Considered> answered = answered(considered, facts, effectiveAt);
        ReleaseLimits limits = ReleaseLimits.NONE;
        for (Considered each : answered) {
            limits = limits.and(limits(each));
        }
        Outcome outcome = outcome(answered, facts, limits);
        return new LicenceDecision(
                facts.release(),
                outcome,
                facts.hash(),
                facts.listSnapshots(),
                outcome == Outcome.NEEDS_INFO ? missing(answered, facts) : List.of(),
                outcome.allows() ? limits : ReleaseLimits.NONE,
                answered.stream().map(Considered::finding).toList(),
                effectiveAt,
                knownAt,
                expires(answered, facts, effectiveAt, limits));
    }

    private static Considered directive(Directive directive, ReleaseFacts facts, Instant effectiveAt) {
        RuleFinding finding = new RuleFinding(
                directive.id(),
                directive.sha256(),
                PackMode.ENFORCE.label(),
                Optional.empty(),
                new Effect.Deny().label(),
                Optional.empty(),
                directive.holds(effectiveAt)
                        ? directive.about(facts)
                        : new Finding.NotInForce("it holds from " + directive.effectiveFrom()
                                + directive.expires().map(end -> " to " + end).orElse("")),
                directive.confidential() ? "a directive of an authority" : directive.reason(),
                Optional.of(directive.authority()));
        // One that begins later ends what is decided before it.
        return new Considered(
                finding,
                new Effect.Deny(),
                directive.effectiveFrom().isAfter(effectiveAt) ? directive.effectiveFrom() : Instant.MAX);
    }

    private static Considered rule(
            LicencePacks.Applicable applicable, LicenceRule rule, ReleaseFacts facts, Instant effectiveAt) {
        LicencePack pack = applicable.pack();
        Optional<Threshold.Comparison> compared = rule.operationsAbove().isEmpty()
                ? Optional.empty()
                : facts.operations()
                        .map(known -> known.against(rule.operationsAbove().getAsDouble()));
        RuleFinding finding = new RuleFinding(
                pack.frame().name(),
                pack.frame().sha256(),
                pack.frame().mode().label(),
                Optional.of(rule.id()),
                rule.then().label(),
                compared,
                applicable.applies() ? finding(rule, facts, compared) : new Finding.NotInForce(applicable.why()),
                rule.reason(),
                rule.citation());
        return new Considered(
                finding,
                rule.then(),
                applicable.applies() ? pack.frame().appliesUntil(effectiveAt) : appliesFrom(pack, effectiveAt));
    }

    /** When a pack that does not apply next does; {@link Instant#MAX} where that is not known. */
    private static Instant appliesFrom(LicencePack pack, Instant effectiveAt) {
        return pack.frame().windows().stream()
                .filter(window -> window.status().applies() && window.from().isAfter(effectiveAt))
                .map(PolicyPack.StatusWindow::from)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static Finding finding(LicenceRule rule, ReleaseFacts facts, Optional<Threshold.Comparison> compared) {
        Answer answer = rule.when().ask(facts);
        if (rule.operationsAbove().isEmpty() || answer instanceof Answer.No) {
            return Finding.of(answer, rule.whenUnknown());
        }
        if (compared.equals(Optional.of(Threshold.Comparison.BELOW))) {
            return new Finding.NotMatched();
        }
        if (compared.equals(Optional.of(Threshold.Comparison.ABOVE))) {
            return Finding.of(answer, rule.whenUnknown());
        }
        List<String> missing = new ArrayList<>();
        missing.add("item.operations");
        if (answer instanceof Answer.Unknown(List<String> others)) {
            missing.addAll(others);
        }
        return Finding.of(new Answer.Unknown(missing), rule.whenUnknown());
    }

    /** Rules that require a licence or an opinion, with what answers them. */
    private static List<Considered> answered(List<Considered> considered, ReleaseFacts facts, Instant effectiveAt) {
        Map<String, String> licences = new HashMap<>();
        facts.licences().stream()
                .filter(licence -> licence.expires().isAfter(effectiveAt))
                .forEach(licence ->
                        licence.rules().forEach(rule -> licences.putIfAbsent(rule, "licence " + licence.number())));
        for (Considered each : considered) {
            if (each.binds() && each.matched() && each.effect() instanceof Effect.Except except) {
                except.rules()
                        .forEach(rule -> licences.putIfAbsent(
                                rule, "exception " + each.finding().name()));
            }
        }
        Map<String, String> opinions = new HashMap<>();
        facts.opinions().stream()
                .filter(opinion -> opinion.expires().isAfter(effectiveAt))
                .forEach(opinion ->
                        opinion.rules().forEach(rule -> opinions.putIfAbsent(rule, "opinion of " + opinion.counsel())));
        return considered.stream()
                .map(each -> switch (each.effect()) {
                    case Effect.RequireLicence _ -> answeredBy(each, licences);
                    case Effect.Refer _ -> answeredBy(each, opinions);
                    case Effect.Deny _, Effect.Limit _, Effect.Except _ -> each;
                })
                .toList();
    }

    private static Considered answeredBy(Considered each, Map<String, String> answers) {
        String by = answers.get(each.finding().name());
        return each.matched() && by != null ? each.with(new Finding.Answered(by)) : each;
    }

    private static ReleaseLimits limits(Considered each) {
        if (!each.binds() || !each.matched()) {
            return ReleaseLimits.NONE;
        }
        return switch (each.effect()) {
            case Effect.Limit(ReleaseLimits limits) -> limits;
            case Effect.Except(var _, ReleaseLimits limits) -> limits;
            case Effect.Deny _, Effect.RequireLicence _, Effect.Refer _ -> ReleaseLimits.NONE;
        };
    }

    private static Outcome outcome(List<Considered> considered, ReleaseFacts facts, ReleaseLimits limits) {
        List<Considered> binding = considered.stream().filter(Considered::binds).toList();
        if (binding.stream().anyMatch(each -> each.matched() && each.effect() instanceof Effect.Deny)) {
            return Outcome.DENY;
        }
        if (!missing(considered, facts).isEmpty()) {
            return Outcome.NEEDS_INFO;
        }
        boolean unanswered = binding.stream()
                .anyMatch(each -> each.matched()
                        && (each.effect() instanceof Effect.RequireLicence || each.effect() instanceof Effect.Refer));
        boolean noneApplied = binding.stream()
                .filter(each -> each.finding().rule().isPresent())
                .allMatch(each -> each.finding().finding() instanceof Finding.NotInForce);
        if (unanswered || noneApplied) {
            return Outcome.REFER;
        }
        return limits.unlimited() ? Outcome.ALLOW : Outcome.ALLOW_WITH_CONDITIONS;
    }

    /** What rules that bind ask for. An exception is only asked about where it would answer something. */
    private static List<String> missing(List<Considered> considered, ReleaseFacts facts) {
        List<String> open = considered.stream()
                .filter(each -> each.binds() && each.matched() && each.effect() instanceof Effect.RequireLicence)
                .map(each -> each.finding().name())
                .toList();
        List<String> missing = new ArrayList<>(considered.stream()
                .filter(Considered::binds)
                .filter(each -> !(each.effect() instanceof Effect.Except except)
                        || except.rules().stream().anyMatch(open::contains))
                .flatMap(each -> each.finding().finding() instanceof Finding.NeedsInfo(List<String> names)
                        ? names.stream()
                        : Stream.empty())
                .toList());
        if (facts.listSnapshots().isEmpty()) {
            missing.add(ReleaseFact.PARTY_SCREENING.path());
        }
        return missing.stream().distinct().sorted().toList();
    }

    private static Instant expires(
            List<Considered> considered, ReleaseFacts facts, Instant effectiveAt, ReleaseLimits limits) {
        Instant end = effectiveAt.plus(
                limits.lasting().filter(time -> time.compareTo(LONGEST) < 0).orElse(LONGEST));
        List<Instant> others = new ArrayList<>();
        considered.forEach(each -> others.add(each.until()));
        facts.licences().forEach(licence -> others.add(licence.expires()));
        facts.opinions().forEach(opinion -> others.add(opinion.expires()));
        facts.validUntil().ifPresent(others::add);
        for (Instant other : others) {
            if (other.isAfter(effectiveAt) && other.isBefore(end)) {
                end = other;
            }
        }
        return end;
    }
}
