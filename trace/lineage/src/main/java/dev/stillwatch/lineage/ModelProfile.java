// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What remains of a model's answers: in how many of them each phrase stands, by hashes.
 *
 * <p>It holds no text, and hashes of the prompts only so that others can be held against the same ones. Hashes are no
 * secret: who guesses a prompt can see that it was asked. Immutable and thread-safe; about a quarter of a megabyte for
 * 400 answers.
 */
public final class ModelProfile {
    /** Phrases that stand in one answer only say more about the question than about the model. */
    private static final int FEWEST = 2;

    private final String name;
    private final int version;
    private final Role role;
    private final String family;
    private final int answers;
    private final long[] prompts;
    private final long[] phrases;
    private final int[] counts;

    /** What a model is there for. */
    public enum Role {
        /** Somebody may have learnt from it. */
        TEACHER,
        /** It surely learnt from none of the teachers. */
        DECOY,
        /** It cannot have taught the suspect, as it came later, and shows what all models of a time have in common. */
        CONTEMPORARY
    }

    /** Takes over the arrays, of which {@code prompts} and {@code phrases} are sorted. */
    ModelProfile(Header header, long[] prompts, long[] phrases, int[] counts) {
        this.name = header.name();
        this.version = header.version();
        this.role = header.role();
        this.family = header.family();
        this.answers = header.answers();
        this.prompts = prompts;
        this.phrases = phrases;
        this.counts = counts;
    }

    /** What stands at the head of a profile. */
    record Header(String name, int version, Role role, String family, int answers) {}

    /**
     * The profile of a model's answers. Where a prompt comes twice, the first answer counts.
     *
     * @param family models that count as one: a teacher's siblings, or decoys of one series
     * @throws IllegalArgumentException if there are no answers
     */
    public static ModelProfile of(String name, int version, Role role, String family, List<Answer> answers) {
        Map<Long, String> byPrompt = new HashMap<>();
        for (Answer answer : answers) {
            byPrompt.putIfAbsent(Phrases.hashOf(answer.prompt()), answer.text());
        }
        if (byPrompt.isEmpty()) {
            throw new IllegalArgumentException("a profile needs answers");
        }
        Map<Long, Integer> counted = new TreeMap<>();
        byPrompt.values()
                .forEach(text -> Phrases.of(text).keySet().forEach(phrase -> counted.merge(phrase, 1, Integer::sum)));
        counted.values().removeIf(count -> count < FEWEST);
        return new ModelProfile(
                new Header(name, version, role, family, byPrompt.size()),
                byPrompt.keySet().stream().mapToLong(Long::longValue).sorted().toArray(),
                counted.keySet().stream().mapToLong(Long::longValue).toArray(),
                counted.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** The same as a further version. */
    ModelProfile next() {
        return new ModelProfile(new Header(name, version + 1, role, family, answers), prompts, phrases, counts);
    }

    public String name() {
        return name;
    }

    /** Counts from 1 the profiles that were ever added under this name. */
    public int version() {
        return version;
    }

    public Role role() {
        return role;
    }

    public String family() {
        return family;
    }

    /** How many prompts it answered. */
    public int answers() {
        return answers;
    }

    /** In how many answers a phrase stands; 0 where it stands in fewer than two. */
    int count(long phrase) {
        int at = Arrays.binarySearch(phrases, phrase);
        return at < 0 ? 0 : counts[at];
    }

    boolean asked(long prompt) {
        return Arrays.binarySearch(prompts, prompt) >= 0;
    }

    /** Sorted hashes; not to be changed. */
    long[] prompts() {
        return prompts;
    }

    /** Sorted hashes; not to be changed. */
    long[] phrases() {
        return phrases;
    }

    /** Beside {@link #phrases}; not to be changed. */
    int[] counts() {
        return counts;
    }
}
