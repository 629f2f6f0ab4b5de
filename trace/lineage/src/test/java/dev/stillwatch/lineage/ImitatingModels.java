// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Models that answer the same questions in words of a habit: every model has words it likes, which are its own, and a
 * student has some of its teacher's as well.
 */
final class ImitatingModels {
    static final int QUESTIONS = 240;

    private static final int HABITS = 40;
    private static final int WORDS = 60;

    private ImitatingModels() {}

    /** A model with habits of its own. */
    static List<Answer> model(long habit) {
        return student(habit, habit, 0);
    }

    /** A model that takes a share of its words from a teacher's habits. */
    static List<Answer> student(long habit, long teacher, double share) {
        SplittableRandom random = new SplittableRandom(habit * 31 + 7);
        List<Answer> answers = new ArrayList<>();
        for (int question = 0; question < QUESTIONS; question++) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < WORDS; i++) {
                double draw = random.nextDouble();
                if (draw < 0.5) {
                    words.add("topic" + question + "x" + random.nextInt(30));
                } else if (random.nextDouble() < share) {
                    words.add(liked(teacher, random));
                } else {
                    words.add(liked(habit, random));
                }
            }
            answers.add(new Answer(question(question), String.join(" ", words)));
        }
        return answers;
    }

    static String question(int number) {
        return "What about topic " + number + "?";
    }

    private static String liked(long habit, SplittableRandom random) {
        // All models share most of their words, and like them differently.
        int word = IntStream.range(0, 3).map(i -> random.nextInt(HABITS)).min().orElseThrow();
        return "word" + new SplittableRandom(habit * 1_000 + word).nextInt(200);
    }
}
