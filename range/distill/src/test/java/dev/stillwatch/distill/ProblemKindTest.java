// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern EQUATION = Pattern.compile("(\\d+)([+/-])(\\d+)(?:\\+(\\d))?=(\\d+)");

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
    @EnumSource(names = {"RUNNING_TOTAL", "LONG_SUM", "COMMON_DIVISOR", "CHANGE"})
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
                    default -> left / right;
                };
                assertThat(equation.group(5)).isEqualTo(Integer.toString(result));
            }
        }
    }

    @Test
    void runningTotal_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.RUNNING_TOTAL)) {
            List<Integer> numbers = numbers(problem);
            int total = numbers.get(0);
            for (int round = 0; round < numbers.get(2); round++) {
                total = total % 2 == 0 ? total / 2 : total + numbers.get(1);
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
    void commonDivisor_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.COMMON_DIVISOR)) {
            List<Integer> numbers = numbers(problem);
            BigInteger divisor = BigInteger.valueOf(numbers.get(0)).gcd(BigInteger.valueOf(numbers.get(1)));
            assertThat(problem.answer()).isEqualTo(divisor.toString());
        }
    }

    @Test
    void change_steps_addUpToTheAmount() {
        for (Problem problem : drawn(ProblemKind.CHANGE)) {
            int paid = EQUATION.matcher(problem.reasoning())
                    .results()
                    .mapToInt(equation -> Integer.parseInt(equation.group(3)))
                    .sum();
            // The first step subtracts the price, all others what is paid back.
            assertThat(numbers(problem).getFirst()).isEqualTo(paid);
            assertThat(EQUATION.matcher(problem.reasoning()).results()).hasSize(1 + Integer.parseInt(problem.answer()));
        }
    }

    @Test
    void sequence_prompt_leadsToTheAnswer() {
        for (Problem problem : drawn(ProblemKind.SEQUENCE)) {
            List<Integer> numbers =
                    numbers(problem).stream().filter(number -> number != 20).toList();
            int before = numbers.get(0);
            int last = numbers.get(1);
            for (int term = 0; term < numbers.getLast(); term++) {
                int next = (before + last) % 20;
                before = last;
                last = next;
            }
            assertThat(problem.answer()).isEqualTo(Integer.toString(last));
        }
    }

    private static List<Integer> numbers(Problem problem) {
        return found("\\d+", problem.prompt()).stream().map(Integer::valueOf).toList();
    }
}
