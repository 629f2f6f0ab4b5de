// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.marks.MarkedReply;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers requests with tokens, as JSON; thread-safe if its generator is. */
final class Sampling {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Problem NO_MARK = new Problem(
            404,
            "no_mark",
            "the registry serves no mark for this model, tenant and cohort; add one with `stillwatch marks keys new`");

    private final ServedMarks marks;
    private final RandomGenerator random;

    Sampling(ServedMarks marks, RandomGenerator random) {
        this.marks = marks;
        this.random = random;
    }

    /** {@code /v1/sample}. */
    byte[] one(byte[] body) {
        SampleRequest request = RequestReader.one(body);
        return json(out -> sample(out, request));
    }

    /** {@code /v1/samples}; either all are answered or none. */
    byte[] several(byte[] body) {
        List<SampleRequest> requests = RequestReader.several(body);
        return json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("samples");
            requests.forEach(request -> sample(out, request));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private void sample(JsonGenerator out, SampleRequest request) {
        ServedMarks.Served served = marks.of(request.whose()).orElseThrow(() -> new Refusal(NO_MARK));
        MarkedReply reply = served.sampler()
                .resume(request.prompt().array(), request.tokens().array(), random);
        MarkedReply.Sampled sampled = reply.next(request.candidates());
        out.writeStartObject();
        out.writeNumberProperty("token", sampled.token());
        out.writeBooleanProperty("marked", sampled.marked());
        out.writeStringProperty("mark", served.mark().label());
        out.writeEndObject();
    }

    /** What is said instead of a token. */
    static byte[] refused(Problem problem) {
        return json(out -> {
            out.writeStartObject();
            out.writeObjectPropertyStart("error");
            out.writeStringProperty("code", problem.code());
            out.writeStringProperty("message", problem.message());
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private interface Writing {
        void write(JsonGenerator out);
    }

    private static byte[] json(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            writing.write(out);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
