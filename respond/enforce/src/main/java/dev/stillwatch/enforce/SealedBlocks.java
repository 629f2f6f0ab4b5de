// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.enforce.ReasoningSeal.Binding;
import dev.stillwatch.enforce.ReasoningSeal.Opened;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Deterrence;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Seals the opaque reasoning blocks of one conversation on their way out and opens them on their way in: Anthropic's
 * signatures and redacted thinking, the encrypted content of OpenAI's reasoning and compaction items, the details of
 * OpenRouter, Gemini's thought signatures.
 *
 * <p>A sealed block also carries the text that was taken from beside it: the vendor refuses a signature whose text is
 * another one when it comes back.
 */
final class SealedBlocks {
    private static final String BLOCK = "block";
    private static final String TEXTS = "texts";
    private static final Set<String> TURNS = Set.of("messages", "input");

    private final ReasoningSeal seal;
    private final Binding binding;

    private SealedBlocks(ReasoningSeal seal, Binding binding) {
        this.seal = seal;
        this.binding = binding;
    }

    /**
     * What seals and opens, if a deterrence asks for it.
     *
     * @throws StillwatchException if it does and there is no seal: left undone, nobody would know
     */
    static Optional<SealedBlocks> of(Deterrence deterrence, Optional<ReasoningSeal> seal, Binding binding) {
        if (!deterrence.sealReasoning()) {
            return Optional.empty();
        }
        return Optional.of(new SealedBlocks(
                seal.orElseThrow(() -> new StillwatchException(
                        "A policy asks that reasoning blocks be sealed, but no sealing key is configured:"
                                + " configure one, or take the seal out of the policy.")),
                binding));
    }

    /**
     * The sealed form of a block.
     *
     * @param texts taken from beside it, by member
     */
    String sealed(String block, ObjectNode texts) {
        ObjectNode content = Trees.create();
        content.put(BLOCK, block);
        content.set(TEXTS, texts);
        return seal.seal(new String(Trees.bytes(content), StandardCharsets.UTF_8), binding);
    }

    /**
     * Opens every block of a request, and puts back the texts that were taken.
     *
     * @return whether all of them were sealed to this account, model and conversation
     */
    boolean open(ObjectNode request) {
        Opening opening = new Opening();
        ReasoningTraversal traversal = new ReasoningTraversal(opening);
        // Looked for by name here: what Anthropic's tools are given is called input too, and is left.
        request.properties().stream()
                .filter(member -> TURNS.contains(MemberNames.canonical(member.getKey())))
                .forEach(member -> traversal.visit(member.getValue(), ""));
        return opening.genuine;
    }

    private final class Opening implements ReasoningTraversal.Visitor {
        private boolean genuine = true;

        @Override
        public void text(String block, String path, String member, String text, Consumer<String> replace) {
            // What clients say they were told is theirs to say.
        }

        @Override
        public void opaque(String block, ObjectNode holder, String content, Consumer<String> replace) {
            if (content.isEmpty()) {
                return;
            }
            switch (seal.open(content, binding)) {
                case Opened.Genuine(String opened) -> restore(opened, holder, replace);
                case Opened.Plain() -> genuine = false;
                case Opened.Foreign() -> genuine = false;
            }
        }
    }

    private static void restore(String opened, ObjectNode holder, Consumer<String> replace) {
        ObjectNode content = Trees.object(opened.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("a genuine seal holds no block"));
        replace.accept(Trees.text(content, BLOCK).orElse(""));
        Trees.object(content, TEXTS, texts -> holder.setAll(texts));
    }
}
