// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.enforce.RequestRewriter.Outcome;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** Sends requests and answers through the rewriters as a gateway does. */
final class Rewriting {
    static final ReasoningSeal SEAL = new ReasoningSeal(List.of(new byte[ReasoningSeal.KEY_BYTES]));
    static final int MOST_EVENT = 1 << 20;

    private Rewriting() {}

    static Deterrence strip() {
        return logprobs(new Logprobs.Strip());
    }

    static Deterrence logprobs(Logprobs rule) {
        return deterrence(Optional.of(rule), Optional.empty(), false);
    }

    static Deterrence reasoning(Reasoning rule) {
        return deterrence(Optional.empty(), Optional.of(rule), false);
    }

    static Deterrence sealing() {
        return deterrence(Optional.empty(), Optional.empty(), true);
    }

    static Deterrence deterrence(Optional<Logprobs> logprobs, Optional<Reasoning> reasoning, boolean seal) {
        return new Deterrence(logprobs, false, reasoning, OptionalInt.empty(), OptionalDouble.empty(), false, seal);
    }

    static Deterrence noBias() {
        return new Deterrence(
                Optional.empty(), true, Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), false, false);
    }

    static Deterrence mostCompletions(int most) {
        return new Deterrence(
                Optional.empty(), false, Optional.empty(), OptionalInt.of(most), OptionalDouble.empty(), false, false);
    }

    static Deterrence leastTemperature(double least) {
        return new Deterrence(
                Optional.empty(), false, Optional.empty(), OptionalInt.empty(), OptionalDouble.of(least), false, false);
    }

    static Deterrence keepWatermark() {
        return new Deterrence(
                Optional.empty(), false, Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), true, false);
    }

    static Outcome outcome(Api api, String request, Deterrence deterrence) {
        return new RequestRewriter(Optional.of(SEAL)).rewrite(api, "acct", Samples.bytes(request), deterrence);
    }

    /** The request as the model server gets it. */
    static ObjectNode request(Api api, String request, Deterrence deterrence) {
        return switch (outcome(api, request, deterrence)) {
            case Outcome.Rewritten(RequestRewriter.Body(var bytes), String _, String _, var _) ->
                Trees.object(text(bytes)).orElseThrow();
            case Outcome.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    private static byte[] text(java.nio.ByteBuffer bytes) {
        return Samples.bytes(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
    }

    static AnswerRewriter answers(Api api, Deterrence deterrence) {
        return AnswerRewriter.of(api, deterrence, Optional.of(SEAL), "acct", "m-large", "talk");
    }

    static String answer(Api api, String answer, Deterrence deterrence) {
        return text(answers(api, deterrence).rewrite(Samples.bytes(answer)).orElseThrow());
    }

    static String stream(Api api, String stream, Deterrence deterrence) {
        return stream(new StreamRewriter(answers(api, deterrence), MOST_EVENT), stream, Integer.MAX_VALUE);
    }

    /** What a client gets when the stream comes in chunks of a size. */
    static String stream(StreamRewriter rewriter, String stream, int chunk) {
        byte[] all = Samples.bytes(stream);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < all.length; at += Math.min(chunk, all.length - at)) {
            int end = at + Math.min(chunk, all.length - at);
            out.writeBytes(
                    rewriter.accept(java.util.Arrays.copyOfRange(all, at, end)).orElseThrow());
        }
        out.writeBytes(rewriter.end());
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The data of each event. */
    static List<ObjectNode> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Trees.object(Samples.bytes(line.substring(6))).orElseThrow())
                .toList();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
