// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMatcherTest {
    private static final ListEntry PERSON = new ListEntry(
            ListSource.SDN,
            "1",
            EntryKind.PERSON,
            List.of(
                    new ListedName("ORLOVSKIY, Konstantin Petrovich", ListedName.Strength.PRIMARY),
                    new ListedName("KOSTYA", ListedName.Strength.WEAK)),
            Set.of("RU"),
            List.of(DateInterval.year(1962)),
            List.of(),
            "",
            "",
            "");

    private static double score(String kind, String first, String second) {
        return NameMatcher.compare(first, second, EntryKind.valueOf(kind)).value();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PERSON | Konstantin Orlovsky              | ORLOVSKIY, Konstantin Petrovich
            PERSON | Константин Орловский             | Konstantin Orlovskiy
            PERSON | K. Orlovskiy                     | Konstantin Orlovskiy
            PERSON | Konstantin Olrovskiy             | Konstantin Orlovskiy
            PERSON | KonstantinOrlovskiy              | Konstantin Orlovskiy
            PERSON | Konst antin Orlovskiy            | Konstantin Orlovskiy
            PERSON | Dr. Konstantin Orlovskiy         | Konstantin Orlovskiy
            PERSON | K0nstantin Orl0vskiy             | Konstantin Orlovskiy
            PERSON | Mohamed al Zubairi               | Muhammad AL-ZUBAYRI
            PERSON | محمد الزبيري                       | Muhammad al-Zubayri
            PERSON | Bob Hargreaves                   | Robert Hargreaves
            PERSON | Jürgen Müller-Lüdenscheidt       | Juergen Mueller Luedenscheidt
            PERSON | Zhang Weimin                     | 张伟民
            ENTITY | Beispiel Werke AG                | Beispiel Werke Aktiengesellschaft
            ENTITY | ООО Пример Строй                 | Primer Stroy LLC
            ENTITY | Fox & Goose Trading              | Fox and Goose Trading Ltd.
            ENTITY | First Sample Bank                | 1st Sample Bank
            ENTITY | The Sample Carpet Company        | Sample Carpet Co.
            ENTITY | Northlight Optics Int'l          | Northlight Optics International
            ENTITY | NIPO                             | National Institute of Precision Optics
            """)
    void compare_oneNameWrittenTwoWays_isPossible(String kind, String first, String second) {
        assertThat(score(kind, first, second)).isGreaterThanOrEqualTo(0.5);
        assertThat(score(kind, second, first)).isGreaterThanOrEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PERSON | Konstantin Orlovskiy             | Konstantin Sidelnikov
            PERSON | Konstantin Orlovskiy             | Valentin Orlovskiy
            PERSON | Robert Hargreaves                | Margaret Hargreaves
            PERSON | Hans O. Beispiel                 | Hans Joachim Beispiel
            PERSON | محمد الزبيري                       | محمد الحديثي
            ENTITY | Northlight Optics Ltd            | Northlight Mining Ltd
            ENTITY | Sample Bank of Kenya             | Sample Bank of Norway
            ENTITY | Limited Company                  | Sample Carpet Company Limited
            """)
    void compare_twoNames_isUnlikely(String kind, String first, String second) {
        assertThat(score(kind, first, second)).isLessThan(0.5);
        assertThat(score(kind, second, first)).isLessThan(0.5);
    }

    @Test
    void compare_fatherAndSonSwapped_isNotLikely() {
        assertThat(score("PERSON", "Yusuf bin Tariq al-Zubayri", "Tariq bin Yusuf al-Zubayri"))
                .isLessThan(MatchBand.LIKELY.from().value())
                .isLessThan(score("PERSON", "al-Zubayri, Yusuf bin Tariq", "Yusuf bin Tariq al-Zubayri"));
    }

    @Test
    void match_anotherOrderAndSpelling_saysWhichWordsAndHow() {
        Match match = NameMatcher.match(ScreeningQuery.of("Konstantin Orlovskij", EntryKind.PERSON), PERSON);
        assertThat(match.listed()).isEqualTo(PERSON.names().getFirst());
        assertThat(match.evidence())
                .contains(
                        new MatchEvidence.PairedWords("konstantin", "konstantin", Pairing.SAME, 1),
                        new MatchEvidence.LoneWord("petrovich", true, true));
        assertThat(match.evidence())
                .anyMatch(item -> item instanceof MatchEvidence.PairedWords paired
                        && paired.asked().equals("orlovskij")
                        && paired.listed().equals("orlovskiy")
                        && paired.side() == MatchEvidence.Side.FOR);
        assertThat(match.completeness()).isEqualTo(new Match.Completeness(true, false, false));
    }

    @Test
    void match_details_moveTheScoreAndAreNamed() {
        double alone = score(List.of(), Set.of());
        assertThat(score(List.of(DateInterval.day(LocalDate.of(1962, 5, 3))), Set.of()))
                .isGreaterThan(alone);
        assertThat(score(List.of(DateInterval.year(1990)), Set.of())).isLessThan(alone - 0.2);
        assertThat(score(List.of(), Set.of("Russian Federation"))).isGreaterThan(alone);
        assertThat(score(List.of(), Set.of("Peru"))).isLessThan(alone);
        Match match = NameMatcher.match(query(List.of(DateInterval.year(1990)), Set.of("Peru")), PERSON);
        assertThat(match.completeness()).isEqualTo(new Match.Completeness(true, true, true));
        assertThat(match.evidence())
                .contains(new MatchEvidence.Detail("country", "[PE]", "[RU]", false))
                .filteredOn(item -> item instanceof MatchEvidence.Detail)
                .allMatch(item -> item.side() == MatchEvidence.Side.AGAINST)
                .hasSize(2);
    }

    @Test
    void match_weakAlias_scoresLessThanAName() {
        Match match = NameMatcher.match(ScreeningQuery.of("Kostya", EntryKind.PERSON), PERSON);
        assertThat(match.listed().strength()).isEqualTo(ListedName.Strength.WEAK);
        assertThat(match.evidence()).contains(new MatchEvidence.WeakAlias("KOSTYA"));
        assertThat(match.score().value()).isLessThan(score("PERSON", "Kostya", "Kostya"));
    }

    @Test
    void match_otherKind_speaksAgainst() {
        double same = NameMatcher.match(ScreeningQuery.of("Konstantin Petrovich Orlovskiy", EntryKind.PERSON), PERSON)
                .score()
                .value();
        double other = NameMatcher.match(ScreeningQuery.of("Konstantin Petrovich Orlovskiy", EntryKind.VESSEL), PERSON)
                .score()
                .value();
        assertThat(other).isLessThan(same - 0.2);
    }

    @ParameterizedTest
    @CsvSource({"''''", "!!!", "-", "\u200b", "(", "0", "&"})
    void compare_namesOfMarksOnly_doNotFail(String name) {
        assertThat(NameMatcher.compare(name, "Konstantin Orlovskiy", EntryKind.UNKNOWN)
                        .value())
                .isLessThan(0.5);
    }

    @Test
    void compare_hugeName_isBounded() {
        String huge = "name ".repeat(100_000);
        assertThat(NameMatcher.compare(huge, huge, EntryKind.UNKNOWN).value()).isGreaterThan(0.5);
    }

    private static ScreeningQuery query(List<DateInterval> births, Set<String> countries) {
        return new ScreeningQuery(List.of("Konstantin Orlovskiy"), EntryKind.PERSON, births, countries);
    }

    private static double score(List<DateInterval> births, Set<String> countries) {
        return NameMatcher.match(query(births, countries), PERSON).score().value();
    }
}
