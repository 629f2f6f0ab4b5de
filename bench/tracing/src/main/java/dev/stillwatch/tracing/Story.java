// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import dev.stillwatch.distill.Example;
import dev.stillwatch.distill.Inference;
import dev.stillwatch.distill.TokenChoice;
import dev.stillwatch.marks.Candidates;
import dev.stillwatch.marks.MarkedReply;
import dev.stillwatch.marks.MarkedSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A prompt and what a model went on with. Immutable; its arrays are not to be changed. */
final class Story {
    private static final int BEGIN = 1;
    private static final int END = 2;
    private static final int LONGEST = 256;
    private static final int LOT = 200;

    private final int[] tokens;
    private final int promptLength;

    private Story(int[] tokens, int promptLength) {
        this.tokens = tokens;
        this.promptLength = promptLength;
    }

    int[] tokens() {
        return tokens;
    }

    int[] prompt() {
        return Arrays.copyOf(tokens, promptLength);
    }

    int[] response() {
        return Arrays.copyOfRange(tokens, promptLength, tokens.length);
    }

    int responseLength() {
        return tokens.length - promptLength;
    }

    Example example() {
        return Example.of(IntStream.of(tokens).boxed().toList(), promptLength);
    }

    /** So many tokens of stories or a few more, from their first word on, at temperature 1. */
    static List<Story> written(Inference model, long tokens, long seed) {
        List<Story> stories = new ArrayList<>();
        for (int lot = 0; length(stories) < tokens; lot++) {
            List<int[]> beginnings = Collections.nCopies(LOT, new int[] {BEGIN});
            stories.addAll(continued(model, beginnings, Optional.empty(), seed * 10_007 + lot));
        }
        return stories;
    }

    /** As {@link #written}, read back from a file where an earlier run left them. */
    static List<Story> kept(Path file, Inference model, long tokens, long seed) throws IOException {
        if (!Files.exists(file)) {
            List<Story> stories = written(model, tokens, seed);
            Files.write(
                    file,
                    stories.stream()
                            .map(story -> IntStream.of(story.tokens)
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining(" ")))
                            .toList());
            return stories;
        }
        return Files.readAllLines(file).stream()
                .map(line -> new Story(
                        Arrays.stream(line.split(" "))
                                .mapToInt(Integer::parseInt)
                                .toArray(),
                        1))
                .toList();
    }

    /** Stories that go on after others' first tokens, at temperature 1, with a mark where a sampler is given. */
    static List<Story> continued(Inference model, List<int[]> prompts, Optional<MarkedSampler> sampler, long seed) {
        List<int[]> all = model.continuedAll(
                prompts,
                LONGEST,
                token -> token == BEGIN || token == END,
                i -> choice(sampler, prompts.get(i), new SplittableRandom(seed * 1_000_003 + i)),
                Runtime.getRuntime().availableProcessors());
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            stories.add(new Story(all.get(i), prompts.get(i).length));
        }
        return stories;
    }

    private static TokenChoice choice(Optional<MarkedSampler> sampler, int[] prompt, SplittableRandom random) {
        if (sampler.isEmpty()) {
            return TokenChoice.drawn(1, random);
        }
        MarkedReply reply = sampler.get().begin(prompt, random);
        return (logits, tokens, length) ->
                reply.next(Candidates.ofLogits(logits)).token();
    }

    /** The first tokens of stories that are long enough. */
    static List<int[]> beginnings(List<Story> stories, int length) {
        return stories.stream()
                .map(Story::tokens)
                .filter(tokens -> tokens.length > length + 20)
                .map(tokens -> Arrays.copyOf(tokens, length))
                .toList();
    }

    /** Tokens that the model wrote, of all stories. */
    static long length(List<Story> stories) {
        return stories.stream().mapToLong(Story::responseLength).sum();
    }

    /** The first stories that have so many tokens together. */
    static List<Story> upTo(List<Story> stories, long tokens) {
        List<Story> taken = new ArrayList<>();
        long sum = 0;
        for (Story story : stories) {
            if (sum >= tokens) {
                return taken;
            }
            taken.add(story);
            sum += story.responseLength();
        }
        if (sum < tokens) {
            throw new IllegalStateException("only " + sum + " tokens of text where " + tokens + " are needed");
        }
        return taken;
    }
}
