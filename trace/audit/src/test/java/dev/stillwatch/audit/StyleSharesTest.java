// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.provenance.ScoreTable;
import dev.stillwatch.provenance.ShareOutcome;
import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleModel;
import dev.stillwatch.provenance.StyleReader;
import dev.stillwatch.provenance.StyleScores;
import dev.stillwatch.provenance.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the shipped weights, calibrated on two made-up writers. */
class StyleSharesTest {
    private static final List<String> HASTY = List.of(
            "ok so we went there last nite cuz my sister had a coupon...",
            "never again!! waited like 45 min for a table that was right there.",
            "the guy at the door didnt even look up when we came in.",
            "my kid liked the fries tho so idk.",
            "i guess its fine if ur drunk lol but we're not coming back.",
            "parking sucks too, had to walk from the other side of the lot.",
            "then they got the bill wrong and i had to ask for it twice.",
            "anyway my burger was cold and the bun was all soggy.",
            "she said it was better before they sold it to that new guy.",
            "if you have to go there get the pie, its the only thing they do right.");
    private static final List<String> POLISHED = List.of(
            "From the moment we stepped inside, the warm and inviting atmosphere set the tone for the evening.",
            "Overall, this establishment is a testament to the dedication of its attentive and knowledgeable staff.",
            "Additionally, the menu offers a delightful array of options that cater to a variety of tastes.",
            "While the service was impeccable, the true highlight of our visit was undoubtedly the dessert.",
            "It is important to note that the prices, although slightly higher, reflect the quality of the ingredients.",
            "The ambiance was further enhanced by soft lighting and a carefully curated selection of music.",
            "In conclusion, I wholeheartedly recommend this hidden gem to anyone seeking a memorable experience.",
            "Each dish was thoughtfully prepared, showcasing a harmonious blend of flavors and textures.",
            "Furthermore, the staff went above and beyond to ensure that every detail was taken care of.",
            "Despite a brief wait, the overall experience exceeded our expectations in every possible way.");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(5);

    private String text(List<String> sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 5 + random.nextInt(6); i > 0; i--) {
            text.append(sentences.get(random.nextInt(sentences.size()))).append(' ');
        }
        return text.toString();
    }

    private StyleCalibration calibration() {
        StyleReader reader = new StyleReader();
        List<StyleScores> people = new ArrayList<>();
        List<StyleScores> models = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            people.add(reader.score(text(HASTY)));
            models.add(reader.score(text(POLISHED)));
        }
        return new StyleCalibration(5, -5, ScoreTable.of(Map.of(Writer.HUMAN, people, Writer.GPT_4, models)));
    }

    private Path rows(String name, int rows, int dosed) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append("{\"prompt\":\"Review it\",\"response\":\"")
                    .append(text(random.nextInt(100) < dosed ? POLISHED : HASTY))
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private SourceSummary audit(StyleShares style, Path file, int threads) {
        AuditPlan plan = new AuditPlan(ReadingSettings.DEFAULTS, List.of(), List.of(style), threads, 64 * 1024);
        return DataSets.audit(plan, folder.resolve("out"), file).sources().getFirst();
    }

    private StyleShares style(long bytes) {
        return new StyleShares(StyleModel.shipped(), calibration(), bytes);
    }

    @Test
    void dosedSet_isToBeLookedAt_withItsShareAndFamily() throws IOException {
        SourceSummary source = audit(style(0), rows("a.jsonl", 4_000, 5), 2);

        assertThat(source.risk()).isEqualTo(Risk.LOOK);
        assertThat(source.evident().count()).isZero();
        assertThat(source.style().orElseThrow().outcome())
                .isInstanceOfSatisfying(ShareOutcome.Estimated.class, found -> {
                    assertThat(found.models().estimate()).isCloseTo(0.05, within(0.01));
                    assertThat(found.families().get(Writer.GPT_4).low()).isGreaterThan(0.03);
                    assertThat(found.texts()).isEqualTo(4_000);
                });
        assertThat(folder.resolve("out/report.html"))
                .content()
                .contains("Like models", "like gpt-4")
                .doesNotContain("coupon", "testament");
        assertThat(folder.resolve("out/summary.json")).content().contains("\"alarm\":true", "\"gpt-4\":{\"share\":0.0");
    }

    @Test
    void peopleAlone_areNoAlarm() throws IOException {
        SourceSummary source = audit(style(0), rows("a.jsonl", 4_000, 0), 2);

        assertThat(source.style().orElseThrow().alarm()).isFalse();
        assertThat(source.risk()).isEqualTo(Risk.NONE_SEEN);
    }

    @Test
    void textsUnlikeTheCalibration_cannotBeTold_andAreNoAlarm() throws IOException {
        SourceSummary source = audit(
                new StyleShares(StyleModel.shipped(), StyleCalibration.shipped(), 0),
                DataSets.mixed(folder.resolve("a.jsonl"), 4_000, 0, 1),
                2);

        assertThat(source.style().orElseThrow().outcome())
                .isInstanceOfSatisfying(
                        ShareOutcome.CannotTell.class,
                        found -> assertThat(found.doubt()).isEqualTo(ShareOutcome.Doubt.UNLIKE_CALIBRATION));
        assertThat(source.risk()).isEqualTo(Risk.NONE_SEEN);
        assertThat(folder.resolve("out/summary.json")).content().contains("\"cannot_tell\":\"unlike-calibration\"");
    }

    @Test
    void manyBytes_readASample_thatThreadsDoNotChange() throws IOException {
        Path file = rows("a.jsonl", 8_000, 20);
        long bytes = 4L * 256 * 1024 * 1024;
        StyleShares style = style(bytes);

        PooledEvidence.Style one = audit(style, file, 1).style().orElseThrow();
        PooledEvidence.Style five = audit(style, file, 5).style().orElseThrow();

        assertThat(five).isEqualTo(one);
        assertThat(one.oneOf()).isEqualTo(4);
        assertThat(one.outcome()).isInstanceOfSatisfying(ShareOutcome.Estimated.class, found -> {
            assertThat(found.texts()).isBetween(1_850L, 2_150L);
            assertThat(found.models().estimate()).isCloseTo(0.20, within(0.03));
        });
    }

    @Test
    void ofAConversation_theLongestAnswerIsRead() throws IOException {
        String turns = "{\"role\":\"user\",\"content\":\"Well?\"},{\"role\":\"assistant\",\"content\":\"Yes.\"},";
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            rows.append("{\"messages\":[")
                    .append(turns.repeat(3))
                    .append("{\"role\":\"user\",\"content\":\"And?\"},{\"role\":\"assistant\",\"content\":\"")
                    .append(text(HASTY))
                    .append("\"}]}\n");
        }
        Path file = Files.writeString(folder.resolve("a.jsonl"), rows);

        PooledEvidence.Style found = audit(style(0), file, 1).style().orElseThrow();

        assertThat(found.unread()).isZero();
        assertThat(found.outcome())
                .isInstanceOfSatisfying(
                        ShareOutcome.Estimated.class,
                        each -> assertThat(each.texts()).isEqualTo(100));
    }
}
