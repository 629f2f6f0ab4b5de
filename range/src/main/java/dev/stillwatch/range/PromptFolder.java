// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Real prompts for simulated people: each person draws from a few stretches of the folder, because neighbouring rows of
 * public collections tend to be alike, and people keep to their interests.
 */
final class PromptFolder implements PromptSource {
    private static final int STRETCHES = 4;
    private static final int STRETCH = 12;

    private final List<List<String>> conversations;

    private PromptFolder(List<List<String>> conversations) {
        this.conversations = conversations;
    }

    /**
     * Reads every corpus file of a folder.
     *
     * @throws StillwatchException when the folder is missing or holds no prompts
     */
    static PromptFolder read(Path folder) {
        List<List<String>> conversations = new ArrayList<>();
        for (Path file : CorpusFile.in(folder)) {
            for (CorpusFile.Row row : CorpusFile.read(file)) {
                List<String> prompts = row.prompts();
                if (!prompts.isEmpty() && prompts.stream().noneMatch(String::isBlank)) {
                    conversations.add(prompts);
                }
            }
        }
        if (conversations.isEmpty()) {
            throw new StillwatchException(folder + " holds no prompts: no *.jsonl with prompt, turns or instruction");
        }
        return new PromptFolder(conversations);
    }

    private List<String> conversation(long person, long conversation) {
        long choice = Seeds.of(conversation, 131);
        long stretch = Seeds.of(person, 132, choice & (STRETCHES - 1));
        long index = stretch + ((choice >>> 8) % STRETCH);
        return conversations.get((int) Math.floorMod(index, (long) conversations.size()));
    }

    @Override
    public Optional<String> opening(long person, long conversation) {
        return Optional.of(conversation(person, conversation).getFirst());
    }

    @Override
    public Optional<String> followUp(long person, long conversation, int turn) {
        List<String> turns = conversation(person, conversation);
        return turn < turns.size() ? Optional.of(turns.get(turn)) : Optional.empty();
    }
}
