// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Opens the JSON that names tensors, token by token and within limits; a name given twice is refused. Thread-safe. */
final class JsonHeader {
    /** As the safetensors library has it: a hundred times what the largest models need. */
    static final int MOST_BYTES = 100_000_000;

    private static final int MAX_NESTING = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MOST_BYTES)
                    .maxNumberLength(64)
                    .maxNameLength(64 * 1024)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private JsonHeader() {}

    /** Lets {@code reader} read the one object that {@code json} holds, the parser at its start. */
    static void read(Path file, MemorySegment json, Consumer<JsonParser> reader) {
        if (!beginsAsUtf8(json)) {
            throw Malformed.file(file, "its JSON does not begin with { in UTF-8");
        }
        try (JsonParser p = FACTORY.createParser(ObjectReadContext.empty(), stream(json.asByteBuffer()))) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw Malformed.file(file, "its JSON is no object");
            }
            reader.accept(p);
            if (p.nextToken() != null) {
                throw Malformed.file(file, "something follows its JSON");
            }
        } catch (JacksonException e) {
            throw Malformed.file(
                    file,
                    "cannot be read as JSON near byte " + e.getLocation().getByteOffset()
                            + " of it (malformed, nested too deep, or a name given twice)",
                    e);
        }
    }

    /* The parser would also take UTF-16 and UTF-32, in which other readers of these files see something else. */
    private static boolean beginsAsUtf8(MemorySegment json) {
        byte[] start = json.asSlice(0, Math.min(4, json.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        return new String(start, StandardCharsets.ISO_8859_1).matches("[ \\t\\r\\n]*(\\{[^\\x00]*)?");
    }

    private static InputStream stream(ByteBuffer bytes) {
        return new InputStream() {
            @Override
            public int read() {
                return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (length == 0) {
                    return 0;
                }
                int n = Math.min(length, bytes.remaining());
                bytes.get(into, from, n);
                return n == 0 ? -1 : n;
            }
        };
    }
}
