// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Teachers and students in text: what they say, and what is learned from it. */
class SolverTest {
    private static final Vocabulary VOCABULARY = Vocabulary.standard();
    private static final Scale TINY = new Scale(32, 1, 40, 40, 32, 1, 40, 10);
    private static final Trainer TRAINER = new TorchTrainer();
    private static Teacher teacher;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        teacher = Teacher.train(TINY, 1, TRAINER, TrainingListener.SILENT);
    }

    private static List<Harvested> harvest(int count) {
        Random random = new Random(5);
        List<Harvested> harvest = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Problem problem = ProblemKind.WEEKDAY.draw(random);
            harvest.add(new Harvested(problem.prompt(), problem.reasoning(), problem.answer(), List.of()));
        }
        return harvest;
    }

    @Test
    void solve_anyText_listsItsTokensWithTheirChances() {
        Reply reply = teacher.solver().solve("Write these: ω, \u0000 and q!", 1, new Random(1), 5);

        assertThat(reply.tokens()).isNotEmpty();
        for (Reply.Token token : reply.tokens()) {
            assertThat(token.logProbability()).isNotPositive();
            assertThat(token.likeliest()).hasSize(5);
            assertThat(token.likeliest().getFirst().logProbability()).isGreaterThanOrEqualTo(token.logProbability());
            assertThat(token.likeliest().stream()
                            .mapToDouble(chance -> Math.exp(chance.logProbability()))
                            .sum())
                    .isLessThanOrEqualTo(1 + 1e-5);
        }
        StringBuilder text = new StringBuilder();
        reply.tokens().stream().limit(reply.reasoningTokens()).forEach(token -> text.append(token.text()));
        assertThat(text.toString().replaceAll("<[a-z]+>", "")).isEqualTo(reply.reasoning());
    }

    @Test
    void solve_sameSeed_givesTheSameReply() {
        String prompt = ProblemKind.CHANGE.draw(new Random(3)).prompt();

        assertThat(teacher.solver().solve(prompt, 1, new Random(1), 2))
                .isEqualTo(teacher.solver().solve(prompt, 1, new Random(1), 2))
                .isNotEqualTo(teacher.solver().solve(prompt, 1, new Random(2), 2));
        assertThat(teacher.solver().solve(prompt)).isEqualTo(teacher.solver().solve(prompt, 0, new Random(9), 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 5000})
    void solve_promptOfAnyLength_isAnswered(int words) {
        Reply reply = teacher.solver().solve("add ".repeat(words));

        assertThat(reply.tokens()).isNotEmpty().hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void solver_modelOfAnotherVocabulary_isRefused() {
        Llama other = Llama.random(new Shape(16, 16, 1, 1, 1, 7, 8), new Random(1));

        assertThatThrownBy(() -> new Solver(other, VOCABULARY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lessons_replyWithItsTokens_teachTheAlternatives() {
        String prompt = ProblemKind.WEEKDAY.draw(new Random(3)).prompt();
        Reply reply = new Reply(
                "3 from Monday.",
                "Friday",
                List.of("3", " ", "from ", "Monday", ".", "<answer>", "Friday", "<end>").stream()
                        .map(text -> new Reply.Token(
                                text, -0.1, List.of(new Reply.Chance(text, -0.1), new Reply.Chance("Sunday", -2.4))))
                        .toList(),
                5);

        Example example =
                new Lessons(VOCABULARY).of(Harvested.of(prompt, reply)).orElseThrow();

        assertThat(VOCABULARY.decode(example.tokens())).isEqualTo(prompt + "3 from Monday.Friday");
        assertThat(example.alternatives()).hasSize(8);
        assertThat(example.alternatives().get(6)).hasValueSatisfying(at -> {
            assertThat(at.tokens()).containsExactly(VOCABULARY.token("Friday"), VOCABULARY.token("Sunday"));
            assertThat(at.logProbabilities().getFirst()).isCloseTo(-0.1, within(1e-9));
        });
        assertThat(example.promptLength()).isEqualTo(example.tokens().size() - 8);
    }

    @Test
    void lessons_tokensThatDoNotFitTheText_areNotUsed() {
        Reply.Token token = new Reply.Token("Friday", -0.1, List.of(new Reply.Chance("Friday", -0.1)));

        Example example = new Lessons(VOCABULARY)
                .of(new Harvested("Which day?", "", "Friday", List.of(token)))
                .orElseThrow();

        assertThat(example.alternatives()).isEmpty();
    }

    @Test
    void lessons_answerAlone_holdsNoStep() {
        Example example =
                new Lessons(VOCABULARY).answerOnly(harvest(1).getFirst()).orElseThrow();

        assertThat(example.tokens().get(example.promptLength())).isEqualTo(Vocabulary.ANSWER);
        assertThat(new Lessons(VOCABULARY).of(new Harvested("Which day?", "Steps.", " ", List.of())))
                .isEmpty();
    }

    @Test
    void save_andLoad_isTheSameTeacher() {
        teacher.save(folder.resolve("new/teacher"));

        Teacher loaded = Teacher.load(folder.resolve("new/teacher"));

        assertThat(loaded.operations()).isEqualTo(teacher.operations()).isPositive();
        assertThat(loaded.tokens()).isEqualTo(teacher.tokens());
        String prompt = ProblemKind.SEQUENCE.draw(new Random(3)).prompt();
        assertThat(loaded.solver().solve(prompt)).isEqualTo(teacher.solver().solve(prompt));
    }

    @Test
    void load_otherVocabularyOrDamage_isRefused() throws IOException {
        teacher.save(folder);
        Files.writeString(folder.resolve("training.properties"), "operations=many\n");
        assertThatThrownBy(() -> Teacher.load(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("damaged");

        Files.writeString(folder.resolve("vocabulary.txt"), "a\nb\n");
        assertThatThrownBy(() -> Teacher.load(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("other problems");
        assertThatThrownBy(() -> Teacher.load(folder.resolve("none"))).isInstanceOf(StillwatchException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AS_RECEIVED", "ANSWERS_ONLY", "OWN_STEPS"})
    void student_anyWay_isTrainedAndCounted(String way) {
        Random random = new Random(8);
        List<Problem> own = List.of(ProblemKind.WEEKDAY.draw(random), ProblemKind.WEEKDAY.draw(random));

        Student student = Student.train(
                        harvest(8), Student.Way.valueOf(way), own, TINY, 3, TRAINER, TrainingListener.SILENT)
                .orElseThrow();

        assertThat(student.operations()).isPositive();
        assertThat(student.lessons()).isPositive();
        assertThat(Accuracy.of(student.solver(), List.of(own.getFirst()), 2).problems())
                .isEqualTo(1);
    }

    @Test
    void student_nothingHarvested_isNone() {
        Optional<Student> student =
                Student.train(List.of(), Student.Way.AS_RECEIVED, List.of(), TINY, 3, TRAINER, TrainingListener.SILENT);

        assertThat(student).isEmpty();
    }

    @Test
    void accuracy_any_hasAnIntervalAroundIt() {
        Accuracy accuracy = new Accuracy(80, 100);

        assertThat(accuracy.share()).isEqualTo(0.8);
        assertThat(accuracy.interval().low()).isCloseTo(0.711, within(0.001));
        assertThat(accuracy.interval().high()).isCloseTo(0.867, within(0.001));
        assertThatThrownBy(() -> new Accuracy(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
