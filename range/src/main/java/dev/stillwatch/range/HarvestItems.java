// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What fills a campaign's templates: questions from many subjects, answers to judge, and bare data-set items. */
final class HarvestItems {
    private static final List<String> JOINTS = List.of(" about ", " on ", " for ", " concerning ", " that involves ");

    private final Split split;
    private final List<Topic> subjects;
    private final List<String> questions;
    private final List<String> bare;
    private final List<String> verbs;
    private final List<String> genres;
    private final List<String> constraints;
    private final List<String> personas;
    private final List<String> goals;
    private final List<String> sensitiveTopics;
    private final List<String> sensitiveQuestions;

    HarvestItems(HarvestWordings wordings) {
        split = wordings.split();
        subjects = Topic.subjects(split);
        questions = wordings.fillers("questions");
        personas = wordings.fillers("personas");
        goals = wordings.fillers("agent-goals");
        sensitiveTopics = wordings.fillers("sensitive-topics");
        sensitiveQuestions = wordings.fillers("sensitive-questions");
        TextResource file = TextResource.load("items.txt");
        String half = split.name().toLowerCase(Locale.ROOT);
        bare = file.lines(half);
        verbs = file.entries(half + "-verbs");
        genres = file.entries(half + "-genres");
        constraints = file.entries(half + "-constraints");
    }

    /** A template's text with an item in its slots; one item speaks of one subject. */
    String fill(String text, SplittableRandom random) {
        Topic subject = Slots.pick(subjects, random);
        return Slots.fill(text, slot -> slot(slot, subject, random));
    }

    /**
     * An item without any template around it, as data sets of self-made instructions hold them: thousands of wordings, none
     * common.
     */
    String bare(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> fill(Slots.pick(bare, random), random);
            case 2, 3 -> fill(Slots.pick(questions, random), random);
            default -> {
                String text = Slots.pick(verbs, random) + " " + Slots.pick(genres, random)
                        + Slots.pick(JOINTS, random)
                        + (random.nextBoolean() ? "{w}" : "{c}")
                        + (random.nextInt(3) > 0 ? " " + Slots.pick(constraints, random) : "") + ".";
                yield fill(text, random);
            }
        };
    }

    private String slot(String slot, Topic subject, SplittableRandom random) {
        return switch (slot) {
            case "q" -> Slots.fill(Slots.pick(questions, random), inner -> slot(inner, subject, random));
            case "a", "a2" -> answer(subject, random);
            case "q2" -> Slots.pick(sensitiveQuestions, random);
            case "x" -> Slots.pick(sensitiveTopics, random);
            case "s" -> subject.name();
            case "c", "c2" -> Slots.pick(subject.things(), random);
            case "p" -> Slots.pick(personas, random);
            case "g" -> Slots.pick(goals, random);
            case "m" -> Integer.toString(2 + random.nextInt(500));
            case "h" -> Integer.toString(100 * (1 + random.nextInt(9)));
            case "w", "w2" -> Slots.pick(half(random).things(), random);
            case "sent" -> Phrasebook.fill(Slots.pick(Phrasebook.SENTENCES, random), half(random), random);
            default -> Phrasebook.word(slot, subject, random);
        };
    }

    /** An everyday topic of this split's half. */
    private Topic half(SplittableRandom random) {
        List<Topic> all = Topic.everyday();
        int index = random.nextInt(all.size() / 2) * 2 + (split == Split.TUNING ? 0 : 1);
        return all.get(index);
    }

    private String answer(Topic subject, SplittableRandom random) {
        String first = Slots.pick(subject.things(), random);
        return Replies.to(first + " " + Slots.pick(subject.things(), random) + " " + subject.name(), random.nextLong());
    }
}
