// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A field somebody may be interested in.
 *
 * @param things noun phrases of the field
 * @param goals what people there want to do; empty for a scholarly field, which has things only
 * @param problems what people there complain of; empty for a scholarly field
 */
record Topic(String name, List<String> things, List<String> goals, List<String> problems) {

    boolean scholarly() {
        return goals.isEmpty();
    }

    /** The shipped everyday topics, in order of the resource. */
    static List<Topic> everyday() {
        return Shipped.EVERYDAY;
    }

    /** The shipped topics of one group of newcomers each, named {@code group / topic}. */
    static List<Topic> waves() {
        return Shipped.WAVES;
    }

    /** The academic subjects that a split's campaigns draw their questions from; benign people study them too. */
    static List<Topic> subjects(Split split) {
        return split == Split.TUNING ? Shipped.TUNING_SUBJECTS : Shipped.SCORING_SUBJECTS;
    }

    private static final class Shipped {
        static final List<Topic> EVERYDAY = read("topics.txt");
        static final List<Topic> WAVES = read("waves.txt");
        static final List<Topic> TUNING_SUBJECTS = readSubjects("campaign-tuning.txt");
        static final List<Topic> SCORING_SUBJECTS = readSubjects("campaign-scoring.txt");

        private static List<Topic> read(String file) {
            TextResource resource = TextResource.load(file);
            List<Topic> topics = new ArrayList<>();
            for (String name : resource.sections().keySet()) {
                Map<String, List<String>> terms = resource.keyed(name);
                topics.add(new Topic(
                        name,
                        terms.getOrDefault("things", List.of()),
                        terms.getOrDefault("goals", List.of()),
                        terms.getOrDefault("problems", List.of())));
            }
            return List.copyOf(topics);
        }

        private static List<Topic> readSubjects(String file) {
            TextResource resource = TextResource.load(file);
            List<Topic> topics = new ArrayList<>();
            for (String section : resource.sections().keySet()) {
                if (section.startsWith("subject ")) {
                    topics.add(new Topic(
                            section.substring("subject ".length()), resource.entries(section), List.of(), List.of()));
                }
            }
            return List.copyOf(topics);
        }
    }
}
