// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Turns the bytes of one record into outcomes, whatever its format. Thread-safe.
 *
 * <p>Invalid UTF-8 is read with U+FFFD in its place: a broken character is no reason to lose the exchange around it. A
 * record may hold several objects, one after another or in an array; those before an error count.
 */
final class RecordParser {
    private final Json json;
    private final IngestSettings settings;
    private final NativeRecordParser nativeRecords;
    private final OtlpParser otlp;
    private final LiteLlmParser liteLlm;

    RecordParser(IngestSettings settings, Times.Zoneless zoneless) {
        this.json = new Json(settings.maxNestingDepth());
        this.settings = settings;
        this.nativeRecords = new NativeRecordParser(json, zoneless, settings.answers());
        this.otlp = new OtlpParser(json, settings);
        this.liteLlm = new LiteLlmParser(json, settings);
    }

    /** Parses {@code bytes[from..to)}, which must not be blank. */
    void parse(byte[] bytes, int from, int to, Consumer<ParseOutcome> sink) {
        if (to - from > settings.maxRecordBytes()) {
            sink.accept(tooLong());
            return;
        }
        List<ParseOutcome> outcomes = new ArrayList<>(1);
        try {
            parse(() -> json.parser(bytes, from, to), outcomes::add);
        } catch (JacksonException e) {
            if (isUtf8(bytes, from, to)) {
                outcomes.add(malformed(e));
            } else {
                outcomes.clear();
                parseReplaced(new String(bytes, from, to - from, StandardCharsets.UTF_8), outcomes);
            }
        }
        if (outcomes.isEmpty()) {
            outcomes.add(new ParseOutcome.Skipped("holds no record"));
        }
        outcomes.forEach(sink);
    }

    /** Parses what the decoder has repaired. */
    private void parseReplaced(String text, List<ParseOutcome> outcomes) {
        try {
            parse(() -> json.parser(text), outcomes::add);
        } catch (JacksonException e) {
            outcomes.add(malformed(e));
        }
    }

    private void parse(Supplier<JsonParser> source, Consumer<ParseOutcome> sink) {
        try (JsonParser p = source.get()) {
            if (p.nextToken() == JsonToken.START_OBJECT) {
                Optional<ParseOutcome> first = nativeRecords.parseIfNative(p);
                if (first.isPresent()) {
                    sink.accept(first.get());
                    parse(RecordFormat.NATIVE, p, sink);
                    return;
                }
            }
        }
        RecordFormat format;
        try (JsonParser p = source.get()) {
            format = RecordFormat.of(p);
        }
        try (JsonParser p = source.get()) {
            parse(format, p, sink);
        }
    }

    private void parse(RecordFormat format, JsonParser p, Consumer<ParseOutcome> sink) {
        boolean strangers = false;
        for (JsonToken token = p.nextToken(); token != null; token = p.nextToken()) {
            switch (token) {
                case START_OBJECT -> object(format, p, sink);
                case START_ARRAY, END_ARRAY -> {
                    // The elements of an array are records of their own.
                }
                default -> strangers = true;
            }
        }
        if (strangers) {
            sink.accept(new ParseOutcome.Malformed("not a JSON object: write one object a line"));
        }
    }

    private void object(RecordFormat format, JsonParser p, Consumer<ParseOutcome> sink) {
        switch (format) {
            case NATIVE -> sink.accept(nativeRecords.parse(p));
            case OTLP -> otlp.parse(p, sink);
            case LITELLM -> sink.accept(liteLlm.parse(p));
        }
    }

    /** What is said of a record beyond the limit. */
    ParseOutcome.Malformed tooLong() {
        return new ParseOutcome.Malformed("longer than " + settings.maxRecordBytes()
                + " bytes: split it, or raise the limit on a record's length");
    }

    private ParseOutcome.Malformed malformed(JacksonException e) {
        return new ParseOutcome.Malformed(
                switch (e) {
                    case UnexpectedEndOfInputException _ ->
                        "cut off: the record ends inside a JSON value; was the log"
                                + " still being written, or its writer killed?";
                    case StreamConstraintsException _ ->
                        "beyond a limit: nested deeper than " + settings.maxNestingDepth()
                                + " levels, or a member's name is longer than 64 KiB";
                    default -> place(e) + "not valid JSON";
                });
    }

    private static String place(JacksonException e) {
        if (e.getLocation() == null) {
            return "";
        }
        long bytes = e.getLocation().getByteOffset();
        long characters = e.getLocation().getCharOffset();
        return bytes >= 0 ? "byte " + (bytes + 1) + ": " : "character " + (characters + 1) + ": ";
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
