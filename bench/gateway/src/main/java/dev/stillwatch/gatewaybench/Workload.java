// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What is asked of a model server: chat completions of one size, from many accounts, each with words of its own.
 *
 * @param bytes of a request's body
 * @param answer how the model answers
 */
record Workload(int bytes, Answer answer) {
    /** API keys in use, so that many accounts are seen. */
    private static final int ACCOUNTS = 64;

    private static final int MOST_TEXT = 16 << 20;
    private static final List<String> SYLLABLES =
            List.of("ka", "lo", "mi", "ter", "san", "vel", "dur", "no", "pra", "ish", "ond", "ul");

    /** How a model answers. */
    sealed interface Answer {
        /** At once, as one JSON object of about 1 KB. */
        record Whole() implements Answer {}

        /** At once, as ten events. */
        record Streamed() implements Answer {}

        /** As events with time between them. */
        record Held(int events, Duration every) implements Answer {}

        /** Name of the model that answers so. */
        default String model() {
            return switch (this) {
                case Whole() -> "bench-whole";
                case Streamed() -> "bench-streamed";
                case Held(int events, Duration every) -> "bench-held-" + events + "-" + every.toMillis();
            };
        }
    }

    /** Requests as they go over the wire, different ones, to be sent in turns. */
    List<ByteBuffer> requests(Target target) {
        int many = Math.clamp(MOST_TEXT / bytes, 4, ACCOUNTS);
        RandomGenerator random = new Random(bytes);
        List<ByteBuffer> requests = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            byte[] body = body(random);
            StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nHost: model.example\r\n")
                    .append("Content-Type: application/json\r\nAuthorization: Bearer sk-bench-")
                    .append(i)
                    .append("\r\nUser-Agent: bench/1\r\n");
            target.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            byte[] bytesOfHead = head.toString().getBytes(StandardCharsets.UTF_8);
            requests.add(ByteBuffer.allocateDirect(bytesOfHead.length + body.length)
                    .put(bytesOfHead)
                    .put(body)
                    .flip());
        }
        return requests;
    }

    private byte[] body(RandomGenerator random) {
        String start = "{\"model\":\"" + answer.model() + "\",\"stream\":" + !(answer instanceof Answer.Whole)
                + ",\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        StringBuilder text = new StringBuilder(start);
        while (text.length() < bytes - end.length()) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                text.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
            }
            text.append(' ');
        }
        text.setLength(bytes - end.length());
        return text.append(end).toString().getBytes(StandardCharsets.UTF_8);
    }
}
