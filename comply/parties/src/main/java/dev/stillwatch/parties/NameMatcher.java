// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.ListedName.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares names, and says why they are alike or not.
 *
 * <p>Words are paired one to one ({@link TokenPairing}), the pairs weighed by a logistic model over a few features
 * ({@link NameFeature}), birth dates, countries and kinds added as log-odds. A comparison takes some microseconds and
 * grows with the product of the numbers of words. Pure and thread-safe.
 */
public final class NameMatcher {
    /** Changes whenever a score can change. */
    public static final String VERSION = "1";

    private static final double WEAK_ALIAS = -1.5;
    private static final double BIRTH_AGREES = 1.0;
    private static final double BIRTH_DIFFERS = -2.5;
    private static final double COUNTRY_AGREES = 0.3;
    private static final double COUNTRY_DIFFERS = -0.5;
    private static final double KIND_DIFFERS = -2.5;

    private NameMatcher() {}

    /** How alike two names are, by themselves. */
    public static MatchScore compare(String first, String second, EntryKind kind) {
        NameComparison comparison = NameComparison.of(PreparedName.of(first, kind), PreparedName.of(second, kind));
        return MatchScore.ofLogOdds(NameModel.INSTANCE.logOdds(comparison.features()));
    }

    /** What the score of two names is made of: features by name, in the model's order. For fitting and inspection. */
    public static Map<String, Double> features(String first, String second, EntryKind kind) {
        Map<NameFeature, Double> values = NameComparison.of(PreparedName.of(first, kind), PreparedName.of(second, kind))
                .features();
        Map<String, Double> named = new LinkedHashMap<>();
        for (NameFeature feature : NameFeature.values()) {
            named.put(feature.name().toLowerCase(Locale.ROOT).replace('_', '-'), values.getOrDefault(feature, 0.0));
        }
        return named;
    }

    /** The query beside every name of the entry; the best pair of names decides. */
    public static Match match(ScreeningQuery query, ListEntry entry) {
        List<PreparedName> listed = entry.names().stream()
                .map(name -> PreparedName.of(name.text(), entry.kind()))
                .toList();
        int[] all = new int[listed.size()];
        Arrays.setAll(all, i -> i);
        return explained(query, entry, best(prepared(query), entry, listed, all));
    }

    static List<PreparedName> prepared(ScreeningQuery query) {
        return query.names().stream()
                .map(name -> PreparedName.of(name, query.kind()))
                .toList();
    }

    /** As {@link #match(ScreeningQuery, ListEntry)} with the names at the places in {@code which}, if it reaches the threshold. */
    static Optional<Match> matchReaching(
            MatchScore threshold,
            ScreeningQuery query,
            List<PreparedName> asked,
            ListEntry entry,
            List<PreparedName> listed,
            int[] which) {
        Best best = best(asked, entry, listed, which);
        // Explaining takes longer than comparing, and most candidates are too far off for details to help.
        if (!MatchScore.ofLogOdds(best.logOdds + BIRTH_AGREES + COUNTRY_AGREES).reaches(threshold)) {
            return Optional.empty();
        }
        return Optional.of(explained(query, entry, best))
                .filter(match -> match.score().reaches(threshold));
    }

    private record Best(NameComparison comparison, ListedName listed, double logOdds) {}

    private static Best best(List<PreparedName> asked, ListEntry entry, List<PreparedName> listed, int[] which) {
        Best best = null;
        for (PreparedName name : asked) {
            for (int i : which) {
                NameComparison comparison = NameComparison.of(name, listed.get(i));
                ListedName listedName = entry.names().get(i);
                double logOdds = NameModel.INSTANCE.logOdds(comparison.features())
                        + ChanceLikeness.logOdds(comparison)
                        + (listedName.strength() == Strength.WEAK ? WEAK_ALIAS : 0);
                if (best == null || logOdds > best.logOdds) {
                    best = new Best(comparison, listedName, logOdds);
                }
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("there are no names to compare");
        }
        return best;
    }

    private static Match explained(ScreeningQuery query, ListEntry entry, Best best) {
        NameComparison comparison = best.comparison;
        ListedName listed = best.listed;
        List<MatchEvidence> evidence = words(comparison);
        if (listed.strength() == Strength.WEAK) {
            evidence.add(new MatchEvidence.WeakAlias(listed.text()));
        }
        double logOdds = best.logOdds;
        boolean kind = query.kind() != EntryKind.UNKNOWN && entry.kind() != EntryKind.UNKNOWN;
        if (kind && query.kind() != entry.kind()) {
            logOdds += KIND_DIFFERS;
            evidence.add(new MatchEvidence.Detail(
                    "kind", query.kind().name(), entry.kind().name(), false));
        }
        boolean births = !query.birthDates().isEmpty() && !entry.birthDates().isEmpty();
        if (births) {
            boolean agree = query.birthDates().stream()
                    .anyMatch(date -> entry.birthDates().stream().anyMatch(date::overlaps));
            logOdds += agree ? BIRTH_AGREES : BIRTH_DIFFERS;
            evidence.add(new MatchEvidence.Detail(
                    "birth date",
                    query.birthDates().toString(),
                    entry.birthDates().toString(),
                    agree));
        }
        boolean countries = !query.countries().isEmpty() && !entry.countries().isEmpty();
        if (countries) {
            boolean agree = !Collections.disjoint(query.countries(), entry.countries());
            logOdds += agree ? COUNTRY_AGREES : COUNTRY_DIFFERS;
            evidence.add(
                    new MatchEvidence.Detail("country", sorted(query.countries()), sorted(entry.countries()), agree));
        }
        MatchScore score = MatchScore.ofLogOdds(logOdds);
        return new Match(
                score,
                MatchBand.of(score),
                comparison.left().text(),
                listed,
                evidence,
                new Match.Completeness(kind, births, countries));
    }

    private static String sorted(Set<String> countries) {
        return countries.stream().sorted().toList().toString();
    }

    private static List<MatchEvidence> words(NameComparison comparison) {
        List<MatchEvidence> evidence = new ArrayList<>();
        PreparedName left = comparison.left();
        PreparedName right = comparison.right();
        if (comparison.acronym()) {
            evidence.add(new MatchEvidence.FirstLetters(left.text(), right.text()));
        }
        comparison.pairing().pairs().stream()
                .sorted(Comparator.comparingInt(pair -> pair.left().position()))
                .forEach(pair -> evidence.add(new MatchEvidence.PairedWords(
                        pair.left().text(),
                        pair.right().text(),
                        pair.likeness().how(),
                        pair.likeness().value())));
        List<NameToken> alone = comparison.pairing().leftAlone();
        List<NameToken> listedAlone = comparison.pairing().rightAlone();
        alone.forEach(token -> evidence.add(new MatchEvidence.LoneWord(token.text(), false, token.counts())));
        listedAlone.forEach(token -> evidence.add(new MatchEvidence.LoneWord(token.text(), true, token.counts())));
        String askedNumber = number(alone);
        String listedNumber = number(listedAlone);
        if (!askedNumber.isEmpty() || !listedNumber.isEmpty()) {
            evidence.add(new MatchEvidence.Numbers(askedNumber, listedNumber));
        }
        if (!left.legalForms().isEmpty() && !right.legalForms().isEmpty()) {
            evidence.add(new MatchEvidence.Forms(
                    left.legalForms(),
                    right.legalForms(),
                    !Collections.disjoint(left.legalForms(), right.legalForms())));
        }
        return evidence;
    }

    private static String number(List<NameToken> tokens) {
        return tokens.stream()
                .filter(token -> token.role() == NameToken.Role.NUMBER)
                .map(NameToken::text)
                .findFirst()
                .orElse("");
    }
}
