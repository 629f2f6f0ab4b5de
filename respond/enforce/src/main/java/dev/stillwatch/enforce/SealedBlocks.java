// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.enforce.ReasoningSeal.Binding;
import dev.stillwatch.enforce.ReasoningSeal.Opened;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the opaque reasoning blocks of all APIs, to seal them on the way out and open them on the way in: Anthropic's
 * signatures and redacted thinking, the encrypted content of OpenAI's reasoning items, and OpenRouter-style details.
 */
final class SealedBlocks {
    private static final List<String> OPAQUE = List.of("signature", "encrypted_content", "data");

    private final ReasoningSeal seal;
    private final Binding binding;

    SealedBlocks(ReasoningSeal seal, Binding binding) {
        this.seal = seal;
        this.binding = binding;
    }

    /** Seals the opaque members of one reasoning item. */
    void seal(ObjectNode item) {
        for (String member : OPAQUE) {
            Trees.text(item, member)
                    .filter(block -> !block.isEmpty())
                    .ifPresent(block -> item.put(member, sealed(block)));
        }
    }

    String sealed(String block) {
        return seal.seal(block, binding);
    }

    /**
     * Opens every block of a request.
     *
     * @return whether all of them were sealed to this account, model and conversation
     */
    boolean open(ObjectNode request) {
        boolean genuine = true;
        for (String turns : List.of("messages", "input")) {
            if (request.get(turns) instanceof ArrayNode list) {
                for (JsonNode turn : list) {
                    genuine &= openTurn(turn);
                }
            }
        }
        return genuine;
    }

    private boolean openTurn(JsonNode turn) {
        boolean genuine = openItem(turn);
        for (String blocks : List.of("content", "reasoning_details", "thinking_blocks")) {
            if (turn.get(blocks) instanceof ArrayNode list) {
                for (JsonNode block : list) {
                    genuine &= openItem(block);
                }
            }
        }
        return genuine;
    }

    private boolean openItem(JsonNode item) {
        if (!(item instanceof ObjectNode object) || !isReasoning(object)) {
            return true;
        }
        boolean genuine = true;
        for (String member : OPAQUE) {
            String block = Trees.text(object, member).orElse("");
            if (!block.isEmpty()) {
                switch (seal.open(block, binding)) {
                    case Opened.Genuine(String original) -> object.put(member, original);
                    case Opened.Plain() -> genuine = false;
                    case Opened.Foreign() -> genuine = false;
                }
            }
        }
        return genuine;
    }

    /** Images and documents have a member {@code data} too. */
    static boolean isReasoning(ObjectNode item) {
        String type = Trees.text(item, "type").orElse("");
        return type.contains("thinking") || type.contains("reasoning");
    }
}
