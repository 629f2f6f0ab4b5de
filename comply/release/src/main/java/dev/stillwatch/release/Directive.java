// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.policy.Condition;
import dev.stillwatch.policy.Vocabulary;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an authority forbids from one moment to the next, such as the letters of June 2026: it comes before all rules.
 *
 * @param id by which decisions name it
 * @param authority who directs
 * @param models that it names; empty when all
 * @param kinds of release that it names; empty when all
 * @param scope whom it is about
 * @param unknownCounts whether who is perhaps in scope counts as in it
 * @param exempt parties of its annex
 * @param knownAt when it was received; earlier decisions stay what they were
 * @param confidential whether its reason must not be told to whom it is about
 * @param sha256 of the bytes it was read from
 */
public record Directive(
        String id,
        String authority,
        Set<String> models,
        Set<ReleaseKind> kinds,
        LicenceRule.Test scope,
        boolean unknownCounts,
        Set<PartyId> exempt,
        Instant effectiveFrom,
        Optional<Instant> expires,
        Instant knownAt,
        boolean confidential,
        String reason,
        String sha256) {
    private static final Vocabulary FACTS = Vocabulary.of(Arrays.asList(ReleaseFact.values()), ReleaseFact.LISTED_IN);

    public Directive {
        models = Set.copyOf(models);
        kinds = Set.copyOf(kinds);
        exempt = Set.copyOf(exempt);
    }

    /**
     * Reads a directive.
     *
     * @param name what errors call it
     * @throws StillwatchException if it is none; line and remedy are named
     */
    public static Directive parse(String name, byte[] yaml) {
        Section root = SettingsDocument.parse(name, yaml);
        String id = root.text("id");
        ReleaseRequest.requireId(id, "a directive");
        Set<PartyId> exempt = new TreeSet<>();
        root.texts("exempt").forEach(party -> exempt.add(new PartyId(party)));
        Set<ReleaseKind> kinds = new TreeSet<>();
        for (String label : root.texts("releases")) {
            kinds.add(Arrays.stream(ReleaseKind.values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst()
                    .orElseThrow(() ->
                            root.refusal("releases", "names a kind that does not exist; docs/release.md has them")));
        }
        Directive directive = new Directive(
                id,
                root.text("authority"),
                Set.copyOf(root.texts("models")),
                kinds,
                new LicenceRule.Test(Condition.read(root, "scope", FACTS), Map.of()),
                root.choice("when-unknown", LicenceRule.WhenUnknown.APPLY) == LicenceRule.WhenUnknown.APPLY,
                exempt,
                root.instant("effective-from"),
                root.optionalInstant("expires"),
                root.instant("known-at"),
                root.flag("confidential", false),
                root.text("reason"),
                ReleaseJson.sha256(yaml));
        if (directive
                .expires()
                .filter(end -> !end.isAfter(directive.effectiveFrom()))
                .isPresent()) {
            throw root.refusal("expires", "is not after effective-from: it holds at no time; correct one of them");
        }
        root.done();
        return directive;
    }

    /** Whether it holds at a time. */
    public boolean holds(Instant time) {
        return !time.isBefore(effectiveFrom) && expires.map(time::isBefore).orElse(true);
    }

    /** Whom it is about, whenever it holds. */
    RuleFinding.Finding about(ReleaseFacts facts) {
        boolean named = among(models, facts, ReleaseFact.ITEM_MODEL)
                && among(kinds.stream().map(ReleaseKind::label).toList(), facts, ReleaseFact.RELEASE_KIND);
        boolean exempted = exempt.stream()
                .anyMatch(party -> facts.value(ReleaseFact.PARTY_ID).equals(Optional.of(party.value())));
        return named && !exempted
                ? RuleFinding.Finding.of(
                        scope.ask(facts), unknownCounts ? LicenceRule.WhenUnknown.APPLY : LicenceRule.WhenUnknown.ASK)
                : new RuleFinding.Finding.NotMatched();
    }

    private static boolean among(Collection<String> names, ReleaseFacts facts, ReleaseFact fact) {
        return names.isEmpty() || facts.value(fact).filter(names::contains).isPresent();
    }
}
