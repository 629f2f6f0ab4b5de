// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Withholds or summarises the reasoning of one answer and seals its opaque blocks, piece by piece. Not thread-safe.
 *
 * <p>Memory: where text is taken and blocks are sealed, the text of a block until its end.
 */
final class ReasoningRule implements ReasoningTraversal.Visitor {
    private final Optional<Reasoning> rule;
    private final Optional<SealedBlocks> blocks;
    private final Map<String, FirstSentence> sentences = new HashMap<>();
    private final Map<String, Map<String, StringBuilder>> taken = new HashMap<>();

    ReasoningRule(Optional<Reasoning> rule, Optional<SealedBlocks> blocks) {
        this.rule = rule;
        this.blocks = blocks;
    }

    /** Changes all reasoning in {@code node}; {@code path} tells pieces of one text from those of another. */
    void apply(JsonNode node, String path) {
        if (rule.isPresent() || blocks.isPresent()) {
            new ReasoningTraversal(this).visit(node, path);
        }
    }

    /** What is passed on of the next piece of a text. */
    String passed(String path, String piece) {
        return rule.map(r -> switch (r) {
                    case WITHHOLD -> "";
                    case SUMMARISE ->
                        sentences
                                .computeIfAbsent(path, _ -> new FirstSentence())
                                .next(piece);
                })
                .orElse(piece);
    }

    /** The sealed form of a block whose texts have all been seen; empty where nothing is sealed. */
    Optional<String> sealed(String block, String content) {
        Map<String, StringBuilder> texts = taken.remove(block);
        return blocks.filter(_ -> !content.isEmpty()).map(b -> {
            ObjectNode originals = Trees.create();
            if (texts != null) {
                texts.forEach((member, text) -> originals.put(member, text.toString()));
            }
            return b.sealed(content, originals);
        });
    }

    @Override
    public void text(String block, String path, String member, String text, Consumer<String> replace) {
        if (rule.isPresent()) {
            if (blocks.isPresent() && !member.isEmpty()) {
                taken.computeIfAbsent(block, _ -> new HashMap<>())
                        .computeIfAbsent(member, _ -> new StringBuilder())
                        .append(text);
            }
            replace.accept(passed(path, text));
        }
    }

    @Override
    public void opaque(String block, ObjectNode holder, String content, Consumer<String> replace) {
        sealed(block, content).ifPresent(replace);
    }
}
