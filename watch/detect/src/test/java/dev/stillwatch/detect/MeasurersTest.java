// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasurersTest {
    @Test
    void measures_repeatsAndFixedSettings_areBothNeeded() {
        assertThat(Measurers.measures(0.9, 1)).isTrue();
        assertThat(Measurers.measures(0.9, 0)).isFalse();
        assertThat(Measurers.measures(0, 1)).isFalse();
        assertThat(Measurers.measures(Double.NaN, 1)).isFalse();
    }

    @Test
    void explains_amongAccountsThatRepeatAsLittle_isNoExcuse() {
        Population population = population(Stream.concat(
                IntStream.range(0, 5).boxed().flatMap(a -> items("a" + a, 0, 20, 5)), items("lab", 0, 20, 20)));
        CohortFacts group = population.facts(population.current());
        AccountView repeatsLittle = population.current().getFirst();
        AccountView laboratory = population.current().getLast();

        assertThat(Measurers.measures(repeatsLittle)).isTrue();
        assertThat(Measurers.of(population).explains(repeatsLittle, group)).isFalse();
        assertThat(Measurers.of(population).explains(laboratory, group)).isTrue();
    }

    @Test
    void explains_accountsOfOneCustomerThatShareARun_allMeasure() {
        Population population = population(Stream.of(
                        items("lab1", 0, 40, 0).map(e -> e.organisation(Optional.of("lab"))),
                        items("lab2", 10, 40, 0).map(e -> e.organisation(Optional.of("lab"))),
                        items("lone", 0, 40, 0))
                .flatMap(s -> s));
        CohortFacts group = population.facts(population.current());
        Measurers measurers = Measurers.of(population);

        assertThat(population.current())
                .filteredOn(a -> measurers.explains(a, group))
                .extracting(a -> a.profile.account())
                .containsExactly("lab1", "lab2");
    }

    private static Population population(Stream<TestExchange> exchanges) {
        return TestExchange.population(exchanges.map(TestExchange::digest).toList());
    }

    /** So many different questions of an account, from one of them on, and after them the first of them again. */
    private static Stream<TestExchange> items(String account, int first, int different, int again) {
        return IntStream.range(0, different + again)
                .mapToObj(i -> TestExchange.of(account, "What is " + (first + i % different) + " times seven")
                        .second(i)
                        .temperature(0));
    }
}
