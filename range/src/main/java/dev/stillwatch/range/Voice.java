// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How one person writes: language, length, care, favourite things and names that recur.
 *
 * @param seed draws the favourites
 * @param source where openings come from
 * @param language code of the language most prompts are written in; empty for English only
 * @param code share of conversations about code
 * @param wordy 0 to 1, how much is said beside the question
 * @param careless 0 to 1, how many typos and how little capitalisation
 */
record Voice(long seed, PromptSource source, Optional<String> language, double code, double wordy, double careless) {
    private static final List<String> LANGUAGES = List.copyOf(Phrasebook.FOREIGN.keySet());

    static Voice of(long seed, SplittableRandom random, PromptSource source) {
        Optional<String> language =
                random.nextInt(5) == 0 ? Optional.of(Slots.pick(LANGUAGES, random)) : Optional.empty();
        double code = random.nextInt(7) == 0 ? 0.5 : 0.02;
        double wordy = Math.pow(random.nextDouble(), 2);
        double careless = random.nextInt(3) == 0 ? random.nextDouble() : 0.02;
        return new Voice(seed, source, language, code, wordy, careless);
    }

    /** The first message of a conversation. */
    String opening(Topic topic, long conversation) {
        SplittableRandom random = Seeds.random(conversation, 2);
        Optional<String> real = source.opening(seed, conversation);
        return real.isPresent() ? real.get() : worn(composed(topic, random), random);
    }

    /** A later message of the same person, {@code turn} 1 or more. */
    String followUp(Topic topic, long conversation, int turn) {
        SplittableRandom random = Seeds.random(conversation, 3, turn);
        Optional<String> real = source.followUp(seed, conversation, turn);
        if (real.isPresent()) {
            return real.get();
        }
        if (random.nextInt(4) == 0) {
            return worn(composed(topic, random), random);
        }
        return worn(Phrasebook.fill(Slots.pick(Phrasebook.FOLLOW_UPS, random), topic, random), random);
    }

    private String composed(Topic topic, SplittableRandom random) {
        Topic own = favourites(topic);
        if (language.isPresent() && random.nextInt(3) > 0) {
            return foreign(language.get(), random);
        }
        if (random.nextDouble() < code) {
            return Phrasebook.fill(Slots.pick(Phrasebook.CODE_QUESTIONS, random), own, random);
        }
        if (random.nextInt(12) == 0) {
            return Phrasebook.fill(Slots.pick(Phrasebook.PASTED, random), own, random);
        }
        List<String> parts = new ArrayList<>();
        if (random.nextDouble() < 0.1 + wordy / 2) {
            parts.add(Slots.pick(Phrasebook.PREAMBLES, random));
        }
        if (random.nextDouble() < 0.15 + wordy / 2) {
            parts.add(Slots.pick(Phrasebook.SENTENCES, random));
        }
        parts.add(Slots.pick(own.scholarly() ? Phrasebook.SCHOLARLY : Phrasebook.PLAIN, random));
        while (parts.size() < 6 && random.nextDouble() < 0.1 + wordy / 2) {
            parts.add(Slots.pick(random.nextInt(3) == 0 ? Phrasebook.SENTENCES : Phrasebook.ASIDES, random));
        }
        return Phrasebook.fill(String.join(" ", parts), own, random);
    }

    /** The part of a topic that this person keeps coming back to. */
    private Topic favourites(Topic topic) {
        return new Topic(
                topic.name(),
                some(topic.things(), 5),
                topic.scholarly() ? List.of() : some(topic.goals(), 4),
                topic.scholarly() ? List.of() : some(topic.problems(), 4));
    }

    private List<String> some(List<String> all, int count) {
        int from = (int) Math.floorMod(Seeds.of(seed, all.hashCode()), (long) all.size());
        List<String> chosen = new ArrayList<>(count);
        for (int i = 0; i < Math.min(count, all.size()); i++) {
            chosen.add(all.get((from + i * 3) % all.size()));
        }
        return chosen;
    }

    private static String foreign(String language, SplittableRandom random) {
        List<String> patterns = Phrasebook.FOREIGN.getOrDefault(language, List.of());
        List<String> words = Phrasebook.FOREIGN_WORDS.getOrDefault(language, List.of());
        StringBuilder text = new StringBuilder();
        int sentences = 1 + random.nextInt(3);
        for (int i = 0; i < sentences; i++) {
            text.append(i == 0 ? "" : " ")
                    .append(Slots.fill(
                            Slots.pick(patterns, random),
                            slot -> slot.equals("n")
                                    ? Integer.toString(2 + random.nextInt(9))
                                    : Slots.pick(words, random)));
        }
        return text.toString();
    }

    /** The text as this person types it. */
    private String worn(String text, SplittableRandom random) {
        if (careless < 0.1 || text.indexOf('\n') >= 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(careless > 0.5 ? text.toLowerCase(java.util.Locale.ROOT) : text);
        int typos = (int) (careless * out.length() / 60 * random.nextDouble() * 2);
        for (int i = 0; i < typos && out.length() > 4; i++) {
            int at = 1 + random.nextInt(out.length() - 2);
            if (Character.isLetter(out.charAt(at)) && Character.isLetter(out.charAt(at + 1))) {
                if (random.nextBoolean()) {
                    out.deleteCharAt(at);
                } else {
                    char c = out.charAt(at);
                    out.setCharAt(at, out.charAt(at + 1));
                    out.setCharAt(at + 1, c);
                }
            }
        }
        return out.toString();
    }
}
