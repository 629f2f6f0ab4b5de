// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.provenance.StyleOutcome.Attributed;
import dev.stillwatch.provenance.StyleOutcome.CannotTell;
import dev.stillwatch.provenance.StyleOutcome.Doubt;
import dev.stillwatch.provenance.StyleOutcome.SomeModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleReaderTest {
    /** Written for this test in the manner of a hasty person. */
    private static final String HASTY =
            "ok so we went there last nite cuz my sister had a coupon... never again!! waited like 45 min, the guy at the"
                    + " door didnt even look up, and my burger was cold. my kid liked the fries tho so idk. i guess its fine"
                    + " if ur drunk lol but we're not coming back, sorry not sorry. oh and parking sucks too.";

    private final StyleReader reader = new StyleReader();

    @Test
    void judge_hastyPerson_isNotTakenForAModel() {
        assertThat(reader.judge(HASTY))
                .isInstanceOfSatisfying(
                        Attributed.class, found -> assertThat(found.writer()).isEqualTo(Writer.HUMAN));
    }

    @Test
    void judge_tooShortOrNoEnglishProse_cannotTell() {
        assertThat(reader.judge("")).isEqualTo(new CannotTell(Doubt.TOO_SHORT));
        assertThat(reader.judge("The staff was friendly.")).isEqualTo(new CannotTell(Doubt.TOO_SHORT));
        String german = "Gestern gingen wir zusammen durch den Wald und sahen viele Vögel, Rehe und einen Fuchs; danach"
                + " kochte meine Großmutter Suppe, während draußen der Regen leise auf das Dach unseres Hauses fiel.";
        assertThat(reader.judge(german)).isEqualTo(new CannotTell(Doubt.NOT_ENGLISH_PROSE));
        String code = "public static int sum(int[] values) { int total = 0; total += values[index]; return total; } "
                .repeat(5);
        assertThat(reader.judge(code)).isEqualTo(new CannotTell(Doubt.NOT_ENGLISH_PROSE));
    }

    @Test
    void judge_scoresBeyondThresholds_namesFamilyOnlyWhenClear() {
        StyleCalibration calibration = new StyleCalibration(5, -5, ScoreTable.of(Map.of()));
        assertThat(calibration.judge(scores(0, 12, 0, 0))).isInstanceOfSatisfying(Attributed.class, found -> {
            assertThat(found.writer()).isEqualTo(Writer.GPT_4);
            assertThat(found.probability()).isGreaterThan(0.99);
        });
        assertThat(calibration.judge(scores(9, 9.1, 0, 0)))
                .isInstanceOfSatisfying(
                        SomeModel.class, found -> assertThat(found.likeliest()).isEqualTo(Writer.GPT_4));
        assertThat(calibration.judge(scores(3, 0, 0, 0))).isEqualTo(new CannotTell(Doubt.UNDECIDED));
        assertThat(calibration.judge(scores(-20, -20, -20, -20)))
                .isInstanceOfSatisfying(
                        Attributed.class, found -> assertThat(found.writer()).isEqualTo(Writer.HUMAN));
    }

    @Test
    void probability_anyScores_addsUpToOne() {
        for (StyleScores scores : List.of(
                scores(0, 0, 0, 0), scores(500, -500, 3, 2), scores(-900, -900, -900, -900), reader.score(HASTY))) {
            double sum = Arrays.stream(Writer.values())
                    .mapToDouble(scores::probability)
                    .sum();
            assertThat(sum).isBetween(0.999_999, 1.000_001);
        }
    }

    @Test
    void evidence_textWithAnAddress_showsNoDigitsAndNoLongGrams() {
        String text = HASTY + " Write to jane.doe1990@example.org or call 555 0100 please.";
        List<StyleEvidence> evidence = reader.evidence(text, Writer.GPT_4, 64);
        assertThat(evidence)
                .hasSize(64)
                .extracting(StyleEvidence::gram)
                .allSatisfy(gram -> assertThat(gram).doesNotContain("@", "1990", "0100"));
        assertThat(evidence.getFirst().nats()).isNotZero();
        assertThat(Math.abs(evidence.get(0).nats()))
                .isGreaterThanOrEqualTo(Math.abs(evidence.get(63).nats()));
        assertThatThrownBy(() -> reader.evidence(text, Writer.HUMAN, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void files_writtenAndRead_areTheSame() {
        byte[] model = StyleModel.shipped().toBytes();
        assertThat(StyleModel.parse(model).toBytes()).isEqualTo(model);
        assertThat(model.length).isLessThan(2_000_000);
        byte[] calibration = StyleCalibration.shipped().toBytes();
        assertThat(StyleCalibration.parse(calibration).toBytes()).isEqualTo(calibration);
    }

    @Test
    void parse_damagedFiles_areRefused() {
        byte[] model = StyleModel.shipped().toBytes();
        byte[] calibration = StyleCalibration.shipped().toBytes();
        for (byte[] file : List.of(new byte[0], Arrays.copyOf(model, 1000), Arrays.copyOf(model, model.length + 1))) {
            assertThatThrownBy(() -> StyleModel.parse(file)).isInstanceOf(IllegalArgumentException.class);
        }
        for (byte[] file : List.of(model, Arrays.copyOf(calibration, 100), Arrays.copyOf(calibration, 9_999))) {
            assertThatThrownBy(() -> StyleCalibration.parse(file)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static StyleScores scores(double gpt35, double gpt4, double claude3, double gemini1) {
        return new StyleScores(gpt35, gpt4, claude3, gemini1, 100, 0.45);
    }
}
