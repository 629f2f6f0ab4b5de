// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Prints held-out figures. */
final class Report {
    private static final List<Elicitation> KINDS = List.of(Elicitation.values());
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(String title, List<Example> examples, HeldOut heldOut) {
        out.printf(Locale.ROOT, "%n%s%n", title);
        out.printf("%-20s %6s %7s %12s %14s%n", "class", "rows", "AUC", "TPR@FPR 1 %", "TPR at p 0.5");
        double[] benign =
                scores(heldOut.overall(), examples, example -> example.kind().isEmpty());
        for (int k = 0; k < KINDS.size(); k++) {
            Elicitation kind = KINDS.get(k);
            int column = k;
            Predicate<Example> isKind =
                    example -> example.kind().filter(kind::equals).isPresent();
            double[] own = Arrays.stream(heldOut.classes())
                    .mapToDouble(row -> row[column])
                    .toArray();
            line(
                    kind.label(),
                    scores(own, examples, isKind),
                    scores(own, examples, example -> example.kind().isEmpty()),
                    scores(heldOut.overall(), examples, isKind));
        }
        double[] positive =
                scores(heldOut.overall(), examples, example -> example.kind().isPresent());
        line("overall", positive, benign, positive);
        Predicate<Example> foreign = example -> example.family().contains(Templates.LANGUAGES);
        double[] foreignPositive =
                scores(heldOut.overall(), examples, example -> example.kind().isPresent() && foreign.test(example));
        double[] foreignBenign =
                scores(heldOut.overall(), examples, example -> example.kind().isEmpty() && foreign.test(example));
        line("not English", foreignPositive, foreignBenign, foreignPositive);
        out.println("ordinary prompts at p 0.5, by source:");
        for (String source : new TreeSet<>(examples.stream()
                .filter(example -> example.kind().isEmpty())
                .map(Example::source)
                .toList())) {
            double[] scores = scores(
                    heldOut.overall(),
                    examples,
                    example -> example.kind().isEmpty() && example.source().equals(source));
            out.printf(Locale.ROOT, "  %-28s %6d rows  FPR %5.2f %%%n", source, scores.length, 100 * above(scores, 0));
        }
        out.printf(Locale.ROOT, "  %-28s %6d rows  FPR %5.2f %%%n", "all", benign.length, 100 * above(benign, 0));
    }

    private void line(String name, double[] positive, double[] negative, double[] overall) {
        double[] sorted = negative.clone();
        Arrays.sort(sorted);
        double threshold = sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
        out.printf(
                Locale.ROOT,
                "%-20s %6d %7.4f %10.1f %% %12.1f %%%n",
                name,
                positive.length,
                auc(positive, sorted),
                100 * above(positive, threshold),
                100 * above(overall, 0));
    }

    private static double auc(double[] positive, double[] sortedNegative) {
        double wins = 0;
        for (double score : positive) {
            int at = Arrays.binarySearch(sortedNegative, score);
            wins += at < 0 ? -at - 1 : at + 0.5;
        }
        return wins / positive.length / sortedNegative.length;
    }

    private static double above(double[] scores, double threshold) {
        return Arrays.stream(scores).filter(score -> score > threshold).count() / (double) scores.length;
    }

    private static double[] scores(double[] all, List<Example> examples, Predicate<Example> chosen) {
        return IntStream.range(0, all.length)
                .filter(i -> chosen.test(examples.get(i)))
                .mapToDouble(i -> all[i])
                .toArray();
    }
}
