// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.ShareTally;
import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleOutcome;
import dev.stillwatch.provenance.StyleReader;
import dev.stillwatch.provenance.StyleScores;
import dev.stillwatch.provenance.Writer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Measures the style model on questions that training did not see, and prints the figures of docs/provenance.md.
 *
 * <p>Run as {@link TrainStyle}, with the data folder alone. Some three minutes on one core.
 */
public final class MeasureStyle {
    private static final int TOGETHER = 20;
    private static final int DRAWS = 400;

    private final DataFolder data;
    private final PrintStream out;
    private final Trainer trainer = new Trainer(TrainStyle.SEED);

    private MeasureStyle(DataFolder data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("usage: MeasureStyle DATA_FOLDER; docs/provenance.md says what the data folder holds");
            System.exit(2);
        }
        new MeasureStyle(new DataFolder(Path.of(arguments[0])), out).run();
    }

    private void run() throws IOException {
        HeldOutScores prose = HeldOutScores.of(TrainStyle.prose(data), trainer);
        out.println("single answers, held-out questions");
        print("  all parts", prose, _ -> true);
        print("  part 0, never used to choose anything", prose, text -> text.part() == 0);
        for (String domain : List.of("Yelp", "Essay")) {
            print("  " + domain, prose, text -> text.domain().equals(domain));
        }
        cut(prose, 40);
        cut(prose, 80);
        judged(prose);
        out.println("shares");
        Doses doses = new Doses(prose, out);
        doses.print("Yelp", false);
        doses.print("Yelp", true);
        others();
        domains();
        families();
    }

    private void print(String title, HeldOutScores scores, Predicate<LabelledText> chosen) {
        Map<Writer, List<StyleScores>> known = scores.of(chosen).byWriter();
        Accuracy single = Accuracy.of(known);
        Accuracy pooled = Accuracy.pooled(known, TOGETHER, DRAWS, 1);
        out.printf(
                "%s: %.4f of %d; %d together %.4f;%s%n",
                title, single.share(), single.texts(), TOGETHER, pooled.share(), Accuracy.byWriter(known));
    }

    /** Every text cut to the same number of words; shorter ones are left out. */
    private void cut(HeldOutScores scores, int words) {
        Map<Writer, List<StyleScores>> known = new EnumMap<>(Writer.class);
        for (int i = 0; i < scores.size(); i++) {
            LabelledText text = scores.text(i);
            String[] parts = text.text().strip().split("\\s+", words + 1);
            if (parts.length > words) {
                // Blanks are folded anyway, but new lines are style: cut the text itself.
                String cut = text.text().substring(0, text.text().length() - parts[words].length());
                known.computeIfAbsent(text.writer(), _ -> new ArrayList<>()).add(scores.again(text.withText(cut)));
            }
        }
        Accuracy single = Accuracy.of(known);
        out.printf(
                "  cut to %d words: %.4f of %d;%s%n", words, single.share(), single.texts(), Accuracy.byWriter(known));
    }

    /** Thresholds from four parts, applied to the fifth. */
    private void judged(HeldOutScores scores) {
        int people = 0;
        int accused = 0;
        int models = 0;
        int named = 0;
        int rightlyNamed = 0;
        int someModel = 0;
        int modelAsPerson = 0;
        int personAsPerson = 0;
        for (int part = 0; part < LabelledText.PARTS; part++) {
            int out = part;
            StyleCalibration calibration = scores.of(text -> text.part() != out).calibration();
            HeldOutScores tested = scores.of(text -> text.part() == out);
            for (int i = 0; i < tested.size(); i++) {
                Writer writer = tested.text(i).writer();
                people += writer.isModel() ? 0 : 1;
                models += writer.isModel() ? 1 : 0;
                switch (calibration.judge(tested.scores(i))) {
                    case StyleOutcome.Attributed(Writer found, double _)
                    when found.isModel() -> {
                        accused += writer.isModel() ? 0 : 1;
                        named += writer.isModel() ? 1 : 0;
                        rightlyNamed += writer == found ? 1 : 0;
                    }
                    case StyleOutcome.Attributed _ -> {
                        personAsPerson += writer.isModel() ? 0 : 1;
                        modelAsPerson += writer.isModel() ? 1 : 0;
                    }
                    case StyleOutcome.SomeModel _ -> {
                        accused += writer.isModel() ? 0 : 1;
                        someModel += writer.isModel() ? 1 : 0;
                    }
                    case StyleOutcome.CannotTell _ -> {}
                }
            }
        }
        out.printf(
                "judged one by one: %d of %d people accused; of %d by models %d given a family (%.4f rightly), %d to some"
                        + " model, %d to people; %d people recognised%n",
                accused,
                people,
                models,
                named,
                (double) rightlyNamed / named,
                someModel,
                modelAsPerson,
                personAsPerson);
    }

    /** People's texts of other sorts: how many are accused, and what is said of their share. */
    private void others() throws IOException {
        out.println("people's texts of other sorts, shipped model");
        Map<String, List<String>> sets = Map.of(
                "arena users", data.texts("benign/arena_users", "turns"),
                "hard prompts", data.texts("benign/arena_hard_prompts", "prompt"),
                "koala", data.texts("benign/koala", "prompt"),
                "self-instruct user", data.texts("benign/self_instruct_user_oriented", "instruction", "prompt"),
                "gsm8k", data.texts("benign_hard/gsm8k", "question", "prompt"),
                "hh chats", data.texts("benign/hh_chats", "turns", "content", "text"));
        StyleReader reader = new StyleReader();
        for (Map.Entry<String, List<String>> set : new TreeMap<>(sets).entrySet()) {
            ShareTally tally = new ShareTally();
            int accused = 0;
            for (String text : set.getValue()) {
                tally.add(reader.score(text));
                boolean model = switch (reader.judge(text)) {
                    case StyleOutcome.Attributed(Writer writer, double _) -> writer.isModel();
                    case StyleOutcome.SomeModel _ -> true;
                    case StyleOutcome.CannotTell _ -> false;
                };
                accused += model ? 1 : 0;
            }
            out.printf(
                    "  %s: %d texts, %d readable, %d accused, share %s%n",
                    set.getKey(),
                    set.getValue().size(),
                    tally.readable(),
                    accused,
                    tally.estimate(StyleCalibration.shipped().table(), new Random(1)));
        }
    }

    /** Trained on one domain and tested on another, and with code among the domains. */
    private void domains() throws IOException {
        List<LabelledText> all = data.biscope();
        out.println("other domains");
        for (String domain : List.of("Yelp", "Essay", DataFolder.CODE)) {
            List<LabelledText> training =
                    all.stream().filter(text -> !text.domain().equals(domain)).toList();
            tested(
                    "  left out: " + domain,
                    training,
                    all.stream().filter(text -> text.domain().equals(domain)).toList());
        }
        List<LabelledText> training =
                all.stream().filter(text -> text.part() != 0).toList();
        List<LabelledText> testing =
                all.stream().filter(text -> text.part() == 0).toList();
        tested("  all three, part 0", training, testing);
        tested(
                "  all three, code of part 0",
                training,
                testing.stream()
                        .filter(text -> text.domain().equals(DataFolder.CODE))
                        .toList());
    }

    private void tested(String title, List<LabelledText> training, List<LabelledText> testing) {
        StyleReader reader = HeldOutScores.reader(trainer.fit(training, "measured"));
        Map<Writer, List<StyleScores>> known = testing.stream()
                .collect(Collectors.groupingBy(
                        LabelledText::writer,
                        () -> new EnumMap<>(Writer.class),
                        Collectors.mapping(text -> reader.score(text.text()), Collectors.toList())));
        Accuracy single = Accuracy.of(known);
        out.printf(
                "%s: %.4f of %d; %d together %.4f;%s%n",
                title,
                single.share(),
                single.texts(),
                TOGETHER,
                Accuracy.pooled(known, TOGETHER, DRAWS, 1).share(),
                Accuracy.byWriter(known));
    }

    /** Answers to 400 mixed questions by five other models; the labels of the writers stand for these here. */
    private void families() throws IOException {
        Map<String, Writer> labels = Map.of(
                "Meta-Llama-3-70B-Instruct", Writer.HUMAN,
                "gpt-3.5-turbo-1106", Writer.GPT_3_5,
                "gpt4_1106_preview", Writer.GPT_4,
                "claude-3-opus-20240229", Writer.CLAUDE_3,
                "gemini-pro", Writer.GEMINI_1);
        List<LabelledText> texts = new ArrayList<>();
        for (Map<String, List<String>> row : data.rows("attribution/alpaca_eval_outputs")) {
            Writer label = labels.get(DataFolder.first(row, "model"));
            if (label != null) {
                texts.add(new LabelledText(
                        "mixed", DataFolder.first(row, "instruction"), label, DataFolder.first(row, "output")));
            }
        }
        HeldOutScores scores = HeldOutScores.of(texts, trainer);
        out.println("answers of five models to 400 mixed questions (human stands for Llama 3)");
        print("  held-out questions", scores, _ -> true);
    }
}
