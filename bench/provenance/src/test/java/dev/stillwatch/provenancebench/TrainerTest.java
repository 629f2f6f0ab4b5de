// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.provenance.StyleModel;
import dev.stillwatch.provenance.StyleReader;
import dev.stillwatch.provenance.Writer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final List<String> HABITS =
            List.of("gonna be honest", "in short,", "it is worth noting", "I'd be happy to", "**note**");

    @Test
    void fit_twice_givesTheSameBytesAndLearnsHabits() {
        List<LabelledText> texts = texts();
        StyleModel model = new Trainer(5).fit(texts, "made up");
        assertThat(new Trainer(5).fit(texts, "made up").toBytes()).isEqualTo(model.toBytes());
        assertThat(new Trainer(6).fit(texts, "made up").toBytes()).isNotEqualTo(model.toBytes());
        StyleReader reader = HeldOutScores.reader(model);
        for (Writer writer : Writer.values()) {
            assertThat(reader.score(text(writer, 99)).best()).isEqualTo(writer);
        }
    }

    @Test
    void part_answersToOneQuestion_areTogether() {
        List<LabelledText> texts = texts();
        for (int i = 0; i < texts.size(); i += Writer.values().length) {
            assertThat(texts.get(i).part()).isEqualTo(texts.get(i + 1).part()).isBetween(0, LabelledText.PARTS - 1);
        }
        assertThat(texts.stream().map(LabelledText::part).distinct()).hasSize(LabelledText.PARTS);
    }

    private static List<LabelledText> texts() {
        List<LabelledText> texts = new ArrayList<>();
        for (int key = 0; key < 60; key++) {
            for (Writer writer : Writer.values()) {
                texts.add(new LabelledText("made up", "q" + key, writer, text(writer, key)));
            }
        }
        return texts;
    }

    private static String text(Writer writer, int key) {
        String habit = HABITS.get(List.of(Writer.values()).indexOf(writer));
        return "The soup of day " + key + " was warm, " + habit + " and we ate it by the river. Then " + habit
                + " we walked home.";
    }
}
