// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.ScoreTable;
import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleModel;
import dev.stillwatch.provenance.StyleReader;
import dev.stillwatch.provenance.StyleScores;
import dev.stillwatch.provenance.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Scores of every text by a model that saw no answer to its question, and the calibration that follows from them. */
final class HeldOutScores {
    /** Share of people's texts that may be taken for a model's. */
    static final double FALSE_POSITIVES = 0.0004;

    /** Share of models' texts that may be taken for a person's. */
    static final double FALSE_NEGATIVES = 0.01;

    private final List<LabelledText> texts;
    private final List<StyleScores> scores;
    private final List<StyleReader> readers;

    private HeldOutScores(List<LabelledText> texts, List<StyleScores> scores, List<StyleReader> readers) {
        this.texts = texts;
        this.scores = scores;
        this.readers = readers;
    }

    /** Trains once for each part, on all others. */
    static HeldOutScores of(List<LabelledText> texts, Trainer trainer) {
        StyleScores[] scores = new StyleScores[texts.size()];
        List<StyleReader> readers = new ArrayList<>();
        for (int part = 0; part < LabelledText.PARTS; part++) {
            int out = part;
            StyleModel model = trainer.fit(
                    texts.stream().filter(text -> text.part() != out).toList(), "held out");
            StyleReader reader = reader(model);
            readers.add(reader);
            for (int i = 0; i < scores.length; i++) {
                if (texts.get(i).part() == part) {
                    scores[i] = reader.score(texts.get(i).text());
                }
            }
        }
        return new HeldOutScores(List.copyOf(texts), List.of(scores), List.copyOf(readers));
    }

    /** A reader that only scores. */
    static StyleReader reader(StyleModel model) {
        return new StyleReader(model, new StyleCalibration(1, -1, ScoreTable.of(Map.of())));
    }

    int size() {
        return texts.size();
    }

    LabelledText text(int index) {
        return texts.get(index);
    }

    StyleScores scores(int index) {
        return scores.get(index);
    }

    /** Scores another wording of a text by the model that saw no answer to its question. */
    StyleScores again(LabelledText text) {
        return readers.get(text.part()).score(text.text());
    }

    /** Only the texts of some questions. */
    HeldOutScores of(Predicate<LabelledText> chosen) {
        List<LabelledText> some = new ArrayList<>();
        List<StyleScores> theirs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (chosen.test(texts.get(i))) {
                some.add(texts.get(i));
                theirs.add(scores.get(i));
            }
        }
        return new HeldOutScores(some, theirs, readers);
    }

    /** The questions, by domain and key. */
    List<String> keys() {
        return texts.stream().map(Doses::id).toList();
    }

    /** The scores of each writer. */
    Map<Writer, List<StyleScores>> byWriter() {
        Map<Writer, List<StyleScores>> known = new EnumMap<>(Writer.class);
        for (int i = 0; i < texts.size(); i++) {
            known.computeIfAbsent(texts.get(i).writer(), _ -> new ArrayList<>()).add(scores.get(i));
        }
        return known;
    }

    /** Thresholds and score table. */
    StyleCalibration calibration() {
        double[] people = sorted(true);
        double[] models = sorted(false);
        double modelNats = upperTail(people, FALSE_POSITIVES);
        double humanNats = models[(int) (FALSE_NEGATIVES * models.length)];
        return new StyleCalibration(modelNats, Math.min(humanNats, modelNats - 0.1), ScoreTable.of(byWriter()));
    }

    private double[] sorted(boolean people) {
        return IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).writer().isModel() != people)
                .filter(i -> scores.get(i).words() >= StyleCalibration.FEWEST_WORDS
                        && scores.get(i).functionWords() >= StyleCalibration.LEAST_FUNCTION_WORDS)
                .mapToDouble(i -> scores.get(i).model())
                .sorted()
                .toArray();
    }

    /** The score that a small share of people exceed: an exponential tail beyond the highest two per cent. */
    private static double upperTail(double[] ascending, double share) {
        int tail = Math.max(10, ascending.length / 50);
        double[] highest = Arrays.copyOfRange(ascending, ascending.length - tail, ascending.length);
        double mean = Arrays.stream(highest).map(x -> x - highest[0]).average().orElse(0);
        double fitted = highest[0] + mean * StrictMath.log((double) tail / ascending.length / share);
        return Math.max(fitted, ascending[ascending.length - 1]);
    }
}
