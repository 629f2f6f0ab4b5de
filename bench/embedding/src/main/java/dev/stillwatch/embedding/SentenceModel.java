// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The neural sentence model whose judgement the word vectors imitate: bge-small-en-v1.5, quantised, as packaged by
 * LangChain4j.
 *
 * <p>One text at a time on one thread: in this model the other texts of a batch change a text's result, since its
 * activations are quantised by the whole batch. Some milliseconds a text, linear in its tokens. Not thread-safe.
 */
final class SentenceModel implements AutoCloseable {
    /** Length of an embedding. */
    static final int DIMENSIONS = 384;
    /** Tokens read of a text. */
    static final int TOKENS = 96;

    private static final String MODEL = "bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "bge-small-en-v1.5-q-tokenizer.json";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final String provenance;

    SentenceModel() throws IOException {
        byte[] model = resource(MODEL);
        provenance = MODEL + " " + sha256(model) + "\n";
        try (InputStream in = SentenceModel.class.getResourceAsStream("/" + TOKENIZER);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    in, Map.of("padding", "false", "truncation", "true", "maxLength", Integer.toString(TOKENS)));
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new IOException("the sentence model does not load", e);
        }
    }

    /** Name and SHA-256 of the model file, one line. */
    String provenance() {
        return provenance;
    }

    /** The tokenizer's own file, which lists its vocabulary. */
    static byte[] tokenizerFile() throws IOException {
        return resource(TOKENIZER);
    }

    /** What the model says of the first {@value #TOKENS} tokens of a text; unit length. */
    float[] embed(String text) throws IOException {
        Encoding encoding = tokenizer.encode(text);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            inputs.put("input_ids", row(encoding.getIds()));
            inputs.put("token_type_ids", row(encoding.getTypeIds()));
            inputs.put("attention_mask", row(encoding.getAttentionMask()));
            try (OrtSession.Result result = session.run(inputs)) {
                // The model was trained so that its first position speaks for the whole text.
                return toUnitLength(((float[][][]) result.get(0).getValue())[0][0]);
            }
        } catch (OrtException e) {
            throw new IOException("the sentence model failed", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor row(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] toUnitLength(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        float[] unit = Arrays.copyOf(vector, vector.length);
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return unit;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SentenceModel.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tokenizer.close();
            session.close();
        } catch (OrtException e) {
            throw new IOException("the sentence model does not close", e);
        }
    }
}
