// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites a streamed answer event by event, as {@link AnswerRewriter} does whole ones.
 *
 * <p>An event is passed on as soon as it is complete. One that cannot be read is dropped and counted: passed on, it
 * would be a way around the rule. Memory: one event; a few counts per reasoning block; where reasoning is both taken and
 * sealed, the text of the block at hand. Not thread-safe.
 */
public final class StreamRewriter {
    private static final byte[] NOTHING = {};

    private final AnswerRewriter answers;
    private final EventFraming framing;
    private final ReasoningRule reasoning;
    private final MessageEvents messages;
    private final ResponseEvents responses;
    private long unreadable;

    /**
     * @param answers what to change
     * @param mostEvent longest event held, in bytes
     */
    public StreamRewriter(AnswerRewriter answers, int mostEvent) {
        this.answers = answers;
        this.framing = new EventFraming(mostEvent);
        this.reasoning = answers.reasoning();
        this.messages = new MessageEvents(answers, reasoning);
        this.responses = new ResponseEvents(answers, reasoning);
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

    private byte[] rewritten(byte[] bytes) {
        ServerSentEvent event = ServerSentEvent.read(bytes);
        String data = event.data().map(String::strip).orElse("");
        if (data.isEmpty() || data.equals("[DONE]")) {
            return bytes;
        }
        Optional<ObjectNode> parsed = Trees.object(data.getBytes(StandardCharsets.UTF_8));
        if (parsed.isEmpty()) {
            unreadable++;
            return NOTHING;
        }
        ObjectNode tree = parsed.get();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String type = Trees.text(tree, "type").or(event::name).orElse("");
        messages.before(type, tree)
                .ifPresent(signature ->
                        ServerSentEvent.write("event: content_block_delta\n", Trees.bytes(signature), out));
        if (change(type, tree)) {
            ServerSentEvent.write(event.head(), Trees.bytes(tree), out);
        }
        return out.toByteArray();
    }

    /** Changes one event; false when nothing of it may be passed on. */
    private boolean change(String type, ObjectNode event) {
        answers.numbers(event);
        return switch (answers.api()) {
            case CHAT, COMPLETIONS -> {
                reasoning.apply(event, "");
                yield true;
            }
            case MESSAGES -> messages.change(type, event);
            case RESPONSES -> responses.change(type, event);
            case EMBEDDINGS -> true;
        };
    }
}
