// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemKindTest {
    private static final int DRAWN = 500;
    private static final Pattern EQUATION = Pattern.compile("(\\d+)([+*-])(\\d+)(?:\\+(\\d))?=(\\d+)");

    private static List<Problem> drawn(ProblemKind kind) {
        Random random = new Random(11);
        return IntStream.range(0, DRAWN).mapToObj(i -> kind.draw(random)).toList();
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void draw_everyKind_fitsVocabularyAndContext(ProblemKind kind) {
        Vocabulary vocabulary = Vocabulary.standard();
        for (Problem problem : drawn(kind)) {
            assertThat(problem.kind()).isEqualTo(kind);
            for (String text : List.of(problem.prompt(), problem.reasoning(), problem.answer())) {
                assertThat(vocabulary.decode(vocabulary.encode(text))).isEqualTo(text);
            }
            assertThat(new Lessons(vocabulary).of(problem).tokens()).hasSizeLessThan(170);
            assertThat(problem.isAnsweredBy(" " + problem.answer() + "\n")).isTrue();
            assertThat(problem.isAnsweredBy(problem.answer() + "0")).isFalse();
            assertThat(problem.isAnsweredBy("")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void draw_everyKind_variesWordingsAndProblems(ProblemKind kind) {
        Set<String> prompts = drawn(kind).stream().map(Problem::prompt).collect(Collectors.toSet());
        Set<String> openings = prompts.stream()
                .map(prompt -> prompt.replaceAll("\\d|[A-Z]\\b", "").substring(0, 6))
                .collect(Collectors.toSet());

        assertThat(prompts).size().isGreaterThan(DRAWN * 3 / 4);
        assertThat(openings).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void draw_sameSeed_givesTheSameProblem(ProblemKind kind) {
        assertThat(kind.draw(new Random(4))).isEqualTo(kind.draw(new Random(4)));
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNNING_TOTAL", "LONG_SUM", "WEEKDAY"})
    void reasoning_equations_areTrue(ProblemKind kind) {
        for (Problem problem : drawn(kind)) {
            List<MatchResult> equations =
                    EQUATION.matcher(problem.reasoning()).results().toList();
            assertThat(equations).isNotEmpty();
            for (MatchResult equation : equations) {
                int left = Integer.parseInt(equation.group(1));
                int right = Integer.parseInt(equation.group(3));
                int carry = equation.group(4) == null ? 0 : Integer.parseInt(equation.group(4));
                int result = switch (equation.group(2)) {
                    case "+" -> left + right + carry;
                    case "-" -> left - right;
                    default -> left * right;
                };
                assertThat(equation.group(5)).isEqualTo(Integer.toString(result));
            }
        }
    }

    @Test
    void runningTotal_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.RUNNING_TOTAL)) {
            int total = 0;
            boolean begun = false;
            for (String step : found("(?:[a-z]+ ){0,3}\\d+|double it|twice as much", problem.prompt())) {
                int number = step.matches(".*\\d") ? Integer.parseInt(step.replaceAll("\\D", "")) : 0;
                if (!begun) {
                    total = number;
                    begun = true;
                } else if (number == 0) {
                    total *= 2;
                } else if (step.contains("add") || step.contains("put in") || step.contains("increase")) {
                    total += number;
                } else {
                    total -= number;
                }
            }
            assertThat(problem.answer()).isEqualTo(Integer.toString(total));
        }
    }

    @Test
    void longSum_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.LONG_SUM)) {
            int sum = found("\\d+", problem.prompt()).stream()
                    .mapToInt(Integer::parseInt)
                    .sum();
            assertThat(problem.answer()).isEqualTo(Integer.toString(sum));
        }
    }

    @Test
    void sorting_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.SORTING)) {
            // "a" is a word of one wording as well, and stands before the colon there.
            String letters = problem.prompt().replace("is a list", "");
            assertThat(problem.answer())
                    .isEqualTo(found("\\b[a-z]\\b", letters).stream().sorted().collect(Collectors.joining()));
        }
    }

    @Test
    void weekday_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.WEEKDAY)) {
            String day = found("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", problem.prompt())
                    .getFirst();
            int days = Integer.parseInt(found("\\d+", problem.prompt()).getFirst());
            assertThat(problem.answer().toUpperCase(Locale.ROOT))
                    .isEqualTo(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))
                            .plus(days)
                            .name());
        }
    }

    @Test
    void transfers_prompt_leadToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.TRANSFERS)) {
            List<String> names = found("\\b[A-Z]\\b", problem.prompt());
            Map<String, String> next = new HashMap<>();
            for (int i = 0; i + 1 < names.size(); i += 2) {
                next.put(names.get(i), names.get(i + 1));
            }
            String place = names.getLast();
            for (int hop = Integer.parseInt(found("\\d", problem.prompt()).getFirst()); hop > 0; hop--) {
                place = next.get(place);
            }
            assertThat(problem.answer()).isEqualTo(place);
            assertThat(new HashSet<>(next.values())).hasSameSizeAs(next.keySet());
        }
    }

    @Test
    void route_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.ROUTE)) {
            String[] start = found("\\d,\\d", problem.prompt()).getFirst().split(",");
            int column = Integer.parseInt(start[0]);
            int row = Integer.parseInt(start[1]);
            for (String step : found("\\d (north|east|south|west)", problem.prompt())) {
                int distance = step.charAt(0) - '0';
                switch (step.substring(2)) {
                    case "north" -> row += distance;
                    case "south" -> row -= distance;
                    case "east" -> column += distance;
                    default -> column -= distance;
                }
            }
            assertThat(problem.answer()).isEqualTo(column + "," + row);
        }
    }
}
