// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites a streamed answer event by event, as {@link AnswerRewriter} does whole ones.
 *
 * <p>An event is passed on as soon as it is complete. One that cannot be read is dropped and counted: passed on, it
 * would be a way around the rule. Memory: one event, and a few counts per reasoning block. Not thread-safe.
 */
public final class StreamRewriter {
    private static final byte[] NOTHING = {};

    private final AnswerRewriter answers;
    private final EventFraming framing;
    private final Map<String, FirstSentence> sentences = new HashMap<>();
    private final Map<Integer, StringBuilder> signatures = new HashMap<>();
    private long unreadable;

    /**
     * @param answers what to change
     * @param mostEvent longest event held, in bytes
     */
    public StreamRewriter(AnswerRewriter answers, int mostEvent) {
        this.answers = answers;
        this.framing = new EventFraming(mostEvent);
    }

    /**
     * The next bytes to pass on, possibly none; empty when an event is longer than the limit, and the stream must be
     * ended.
     */
    public Optional<byte[]> accept(byte[] chunk) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean followed = framing.accept(chunk, event -> out.writeBytes(rewritten(event)));
        return followed ? Optional.of(out.toByteArray()) : Optional.empty();
    }

    /** What is left at the end of the stream. */
    public byte[] end() {
        byte[] rest = framing.rest();
        return rest.length == 0 ? rest : rewritten(rest);
    }

    /** Events dropped because they could not be read. */
    public long unreadable() {
        return unreadable;
    }

    private byte[] rewritten(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder();
        StringBuilder data = new StringBuilder();
        boolean anyData = false;
        for (String line : text.split("\\r\\n|\\n|\\r", -1)) {
            String bare = line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (bare.startsWith("data:")) {
                data.append(anyData ? "\n" : "")
                        .append(bare.startsWith("data: ") ? bare.substring(6) : bare.substring(5));
                anyData = true;
            } else if (!bare.isEmpty()) {
                head.append(bare).append('\n');
            }
        }
        if (!anyData || data.toString().strip().equals("[DONE]")) {
            return event;
        }
        Optional<ObjectNode> parsed = Trees.object(data.toString().getBytes(StandardCharsets.UTF_8));
        if (parsed.isEmpty()) {
            unreadable++;
            return NOTHING;
        }
        return framed(head.toString(), parsed.get());
    }

    private byte[] framed(String head, ObjectNode event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pendingSignature(event).ifPresent(signature -> {
            out.writeBytes("event: content_block_delta\n".getBytes(StandardCharsets.UTF_8));
            data(signature, out);
        });
        if (change(event)) {
            out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            data(event, out);
        }
        return out.toByteArray();
    }

    private static void data(ObjectNode event, ByteArrayOutputStream out) {
        out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(Trees.bytes(event));
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Changes one event; false when nothing of it may be passed on. */
    private boolean change(ObjectNode event) {
        return switch (answers.api()) {
            case CHAT, COMPLETIONS -> {
                Trees.each(event, "choices", this::choice);
                yield true;
            }
            case MESSAGES -> message(event);
            case RESPONSES -> response(event);
            case EMBEDDINGS -> true;
        };
    }

    private void choice(ObjectNode choice) {
        // What is summarised over many parts is cut here; the rest is as in whole answers.
        if (summarises()) {
            String index = Trees.number(choice, "index").map(Object::toString).orElse("");
            Trees.object(choice, "delta", delta -> {
                for (String name : AnswerRewriter.REASONING_TEXTS) {
                    cut(delta, name, index + name);
                }
                for (String details : List.of("reasoning_details", "thinking_blocks")) {
                    Trees.each(delta, details, detail -> {
                        for (String name : AnswerRewriter.BLOCK_TEXTS) {
                            cut(detail, name, index + details + name);
                        }
                    });
                }
            });
        }
        answers.choice(choice);
    }

    private boolean message(ObjectNode event) {
        Trees.object(event, "message", message -> answers.change(message));
        Trees.object(event, "content_block", answers::block);
        int index = index(event);
        if (!(event.get("delta") instanceof ObjectNode delta)) {
            return true;
        }
        return switch (Trees.text(delta, "type").orElse("")) {
            case "thinking_delta" -> {
                if (summarises()) {
                    cut(delta, "thinking", "block" + index);
                }
                yield answers.reasoning().isEmpty()
                        || (summarises()
                                && !Trees.text(delta, "thinking").orElse("").isEmpty());
            }
            case "signature_delta" -> {
                if (answers.blocks().isEmpty()) {
                    yield true;
                }
                // A signature may come in parts; only the whole can be sealed.
                signatures
                        .computeIfAbsent(index, _ -> new StringBuilder())
                        .append(Trees.text(delta, "signature").orElse(""));
                yield false;
            }
            default -> true;
        };
    }

    private Optional<ObjectNode> pendingSignature(ObjectNode event) {
        if (!Trees.text(event, "type").filter("content_block_stop"::equals).isPresent()) {
            return Optional.empty();
        }
        int index = index(event);
        StringBuilder signature = signatures.remove(index);
        if (signature == null || signature.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode sealed = Trees.create();
        sealed.put("type", "content_block_delta");
        sealed.put("index", index);
        sealed.putObject("delta")
                .put("type", "signature_delta")
                .put("signature", answers.blocks().orElseThrow().sealed(signature.toString()));
        return Optional.of(sealed);
    }

    private static int index(ObjectNode event) {
        return Trees.number(event, "index").map(Number::intValue).orElse(0);
    }

    private boolean response(ObjectNode event) {
        Trees.object(event, "response", response -> answers.change(response));
        Trees.object(event, "item", answers::item);
        Trees.object(event, "part", answers::part);
        String type = Trees.text(event, "type").orElse("");
        if (!type.startsWith("response.reasoning")) {
            answers.part(event);
            return true;
        }
        if (answers.reasoning().isEmpty()) {
            return true;
        }
        if (!summarises()) {
            return false;
        }
        String block = type.replaceAll("\\.(delta|done|added)$", "")
                + Trees.text(event, "item_id").orElse("")
                + Trees.number(event, "summary_index").map(Object::toString).orElse("")
                + Trees.number(event, "content_index").map(Object::toString).orElse("");
        cut(event, "delta", block);
        answers.shorten(event, "text");
        return true;
    }

    private boolean summarises() {
        return answers.reasoning()
                .filter(r -> r == Deterrence.Reasoning.SUMMARISE)
                .isPresent();
    }

    private void cut(ObjectNode holder, String name, String block) {
        Trees.text(holder, name)
                .ifPresent(text -> holder.put(
                        name,
                        sentences
                                .computeIfAbsent(block, _ -> new FirstSentence())
                                .next(text)));
    }
}
