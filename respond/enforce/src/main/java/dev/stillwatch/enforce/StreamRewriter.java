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
    private final ClosingEvents closing;
    private boolean unread;
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
        this.closing = answers.closingEvents();
    }

    /**
     * The next bytes to pass on, possibly none; empty when an event is longer than the limit, and the stream must be
     * ended.
     */
    public Optional<byte[]> accept(byte[] chunk) {
        if (unread) {
            return Optional.of(chunk);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean followed = framing.accept(chunk, event -> out.writeBytes(rewritten(event)));
        if (!followed && answers.mayPassUnread()) {
            unread = true;
            closing.flush(sink(out));
            out.writeBytes(framing.rest());
            out.write(chunk, framing.taken(), chunk.length - framing.taken());
            return Optional.of(out.toByteArray());
        }
        return followed ? Optional.of(out.toByteArray()) : Optional.empty();
    }

    private static EventSink sink(ByteArrayOutputStream out) {
        return (head, data) -> ServerSentEvent.write(head, Trees.bytes(data), out);
    }

    /** What is left at the end of the stream. */
    public byte[] end() {
        if (unread) {
            return NOTHING;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] rest = framing.rest();
        if (rest.length > 0) {
            out.writeBytes(rewritten(rest));
        }
        closing.flush(sink(out));
        return out.toByteArray();
    }

    /** Events dropped because they could not be read. */
    public long unreadable() {
        return unreadable;
    }

    private byte[] rewritten(byte[] bytes) {
        ServerSentEvent event = ServerSentEvent.read(bytes);
        String data = event.data().map(String::strip).orElse("");
        if (data.isEmpty()) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (data.equals("[DONE]")) {
            closing.flush(sink(out));
            out.writeBytes(bytes);
            return out.toByteArray();
        }
        Optional<ObjectNode> parsed = Trees.object(data.getBytes(StandardCharsets.UTF_8));
        if (parsed.isEmpty()) {
            if (!answers.mayPassUnread()) {
                unreadable++;
                return NOTHING;
            }
            closing.flush(sink(out));
            out.writeBytes(bytes);
            return out.toByteArray();
        }
        ObjectNode tree = parsed.get();
        String type = Trees.text(tree, "type").or(event::name).orElse("");
        messages.before(type, tree)
                .ifPresent(signature ->
                        ServerSentEvent.write("event: content_block_delta\n", Trees.bytes(signature), out));
        if (change(type, tree)) {
            closing.next(event.head(), type, tree, sink(out));
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
