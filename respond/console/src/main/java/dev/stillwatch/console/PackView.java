// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.policy.Exemption;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.Rule;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pack as its page shows it. Texts are shortened, and nothing in them can steer a line.
 *
 * @param name with its version
 * @param applies whether its rules count now
 * @param standing why they do or do not
 * @param mode what becomes of a match, in a sentence
 * @param status how far it binds, in a word
 * @param by who issued it and who signed it
 * @param facts what else there is to know, by its name
 */
record PackView(
        String name,
        String title,
        boolean applies,
        String standing,
        String mode,
        String status,
        String by,
        Map<String, String> facts,
        List<RuleView> rules,
        List<ExemptionView> exemptions) {
    private static final int TITLE = 200;
    private static final int REASON = 500;
    private static final int CONDITION = 4_000;

    /**
     * A rule.
     *
     * @param when as it is written
     * @param does what it does, in a few words
     * @param detail of that; may be empty
     */
    record RuleView(
            String id,
            int priority,
            String when,
            String does,
            String detail,
            String how,
            String reason,
            RuleHistory.Counts history) {
        /** What a screen reader and a style sheet may tell it by. */
        String kind() {
            return history.oftenUndone() ? "rule undone" : "rule";
        }
    }

    /** Whom a pack leaves alone. */
    record ExemptionView(String id, String when, String from, String reason) {}

    static PackView of(PolicyPack pack, PackSet packs, Instant now, Map<RuleHistory.Key, RuleHistory.Counts> history) {
        return of(pack, packs, latest(packs, now), now, history);
    }

    /** Of each pack the version that counts, by the pack's id. */
    static Map<String, PackSet.Applicable> latest(PackSet packs, Instant now) {
        return packs.at(now, now).stream()
                .collect(Collectors.toMap(one -> one.pack().id(), one -> one));
    }

    static PackView of(
            PolicyPack pack,
            PackSet packs,
            Map<String, PackSet.Applicable> counting,
            Instant now,
            Map<RuleHistory.Key, RuleHistory.Counts> history) {
        Optional<PackSet.Applicable> latest = Optional.ofNullable(counting.get(pack.id()));
        boolean counts =
                latest.filter(one -> one.pack().name().equals(pack.name())).isPresent();
        boolean applies = applies(pack, counting);
        String standing;
        if (pack.knownAt().isAfter(now)) {
            standing = "Does not apply yet: it counts from " + Figures.minute(pack.knownAt()) + " on.";
        } else if (!counts) {
            standing = "Does not apply any more: "
                    + latest.map(one -> one.pack().name()).orElse("another version") + " took its place.";
        } else if (applies) {
            standing = "Applies now.";
        } else {
            standing = "Does not apply now: " + latest.get().why() + ".";
        }
        return new PackView(
                pack.name(),
                shown(pack.title(), TITLE),
                applies,
                shown(standing, REASON),
                RuleWords.mode(pack.mode()) + ": " + RuleWords.modeMeans(pack.mode()),
                pack.status().label(),
                "Issued by " + shown(pack.issuer(), TITLE) + ", signed by " + signer(pack, packs) + ".",
                facts(pack, packs),
                pack.rules().stream().map(rule -> rule(pack, rule, history)).toList(),
                pack.exemptions().stream().map(PackView::exemption).toList());
    }

    /** Whether a pack's rules count. */
    static boolean applies(PolicyPack pack, Map<String, PackSet.Applicable> counting) {
        return Optional.ofNullable(counting.get(pack.id()))
                .filter(one -> one.applies() && one.pack().name().equals(pack.name()))
                .isPresent();
    }

    /** With the rules of one page only. */
    PackView page(int from, int most) {
        int start = Math.min(from, rules.size());
        return new PackView(
                name,
                title,
                applies,
                standing,
                mode,
                status,
                by,
                facts,
                rules.subList(start, Math.min(rules.size(), start + most)),
                exemptions);
    }

    private static Map<String, String> facts(PolicyPack pack, PackSet packs) {
        FactList facts = new FactList();
        facts.add("Issuer", shown(pack.issuer(), TITLE));
        facts.add("Status", RuleWords.status(pack.status()));
        facts.add("Mode", RuleWords.mode(pack.mode()) + ": " + RuleWords.modeMeans(pack.mode()));
        facts.add("Signed by", signer(pack, packs));
        pack.jurisdiction().ifPresent(law -> facts.add("Jurisdiction", shown(law, TITLE)));
        facts.add("Known since", Figures.minute(pack.knownAt()));
        pack.windows().forEach(window -> facts.add("Window", window(window)));
        pack.expires().ifPresent(end -> facts.add("Expires", Figures.minute(end)));
        if (!pack.supersedes().isEmpty()) {
            facts.add("Supersedes", shown(String.join(", ", pack.supersedes()), REASON));
        }
        pack.sources().forEach(source -> facts.add("Rests on", source(source)));
        packs.origin(pack)
                .ifPresent(origin -> facts.add("File", shown(origin.file().toString(), REASON)));
        facts.add("SHA-256", pack.sha256());
        return facts.map();
    }

    private static String signer(PolicyPack pack, PackSet packs) {
        return packs.origin(pack)
                .map(origin -> origin.signer()
                        .map(name -> shown(name, TITLE))
                        .orElse("nobody (unsigned packs are accepted here)"))
                .orElse("nobody known");
    }

    private static String window(PolicyPack.StatusWindow window) {
        return "from " + Figures.minute(window.from())
                + window.to().map(to -> " to " + Figures.minute(to)).orElse(", no end known") + ": "
                + RuleWords.status(window.status())
                + window.basis().map(basis -> " (" + shown(basis, REASON) + ")").orElse("");
    }

    private static String source(PolicyPack.Source source) {
        List<String> parts = new ArrayList<>();
        source.citation().ifPresent(parts::add);
        parts.add(source.uri());
        source.retrieved().ifPresent(day -> parts.add("looked at " + day));
        return parts.stream().map(part -> shown(part, REASON)).collect(Collectors.joining(", "));
    }

    private static RuleView rule(PolicyPack pack, Rule rule, Map<RuleHistory.Key, RuleHistory.Counts> history) {
        return new RuleView(
                rule.id(),
                rule.priority(),
                condition(rule.when().toString()),
                shown(RuleWords.does(rule.then()), REASON),
                shown(RuleWords.detail(rule.then()), REASON),
                RuleWords.how(rule),
                shown(rule.reason(), REASON),
                history.getOrDefault(new RuleHistory.Key(pack.id(), rule.id()), RuleHistory.Counts.NONE));
    }

    private static ExemptionView exemption(Exemption exemption) {
        return new ExemptionView(
                exemption.id(),
                condition(exemption.when().toString()),
                exemption.rules().isEmpty()
                        ? "from every rule"
                        : "from " + exemption.rules().stream().sorted().collect(Collectors.joining(", ")),
                shown(exemption.reason(), REASON));
    }

    private static String condition(String text) {
        String visible = VisibleText.ofLines(text.length() > CONDITION ? text.substring(0, CONDITION) + "…" : text);
        return visible.strip();
    }

    static String shown(String text, int most) {
        return VisibleText.shortened(text, most);
    }
}
