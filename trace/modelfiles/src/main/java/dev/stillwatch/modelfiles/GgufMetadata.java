// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads a GGUF file's keys and values: numbers and texts as texts, lists as their length. */
final class GgufMetadata {
    private static final int LONGEST_KEY = 65_535;
    private static final int KEPT_BYTES = 1_200;
    private static final int DEEPEST = 4;
    private static final int STRING = 8;
    private static final int LIST = 9;

    private final Path file;
    private final GgufCursor cursor;
    private final Map<String, String> values = new TreeMap<>();

    private GgufMetadata(Path file, GgufCursor cursor) {
        this.file = file;
        this.cursor = cursor;
    }

    static Map<String, String> read(Path file, GgufCursor cursor, long count) {
        GgufMetadata metadata = new GgufMetadata(file, cursor);
        for (long i = 0; i < count; i++) {
            String key = cursor.text("a key", LONGEST_KEY);
            String value = metadata.value(key, cursor.unsigned32());
            if (metadata.values.putIfAbsent(Malformed.shown(key), WeightFile.shortened(value)) != null) {
                throw Malformed.file(file, "has the key " + Malformed.quoted(key) + " twice");
            }
        }
        return metadata.values;
    }

    private String value(String key, long type) {
        return switch ((int) type) {
            case 0 -> String.valueOf(cursor.int8() & 0xff);
            case 1 -> String.valueOf(cursor.int8());
            case 2 -> String.valueOf(cursor.int16() & 0xffff);
            case 3 -> String.valueOf(cursor.int16());
            case 4 -> String.valueOf(cursor.unsigned32());
            case 5 -> String.valueOf(cursor.int32());
            case 6 -> String.valueOf(Float.intBitsToFloat(cursor.int32()));
            case 7 -> String.valueOf(cursor.int8() != 0);
            case STRING -> cursor.textStart(KEPT_BYTES);
            case LIST -> list(key, 1);
            case 10 -> Long.toUnsignedString(cursor.int64());
            case 11 -> String.valueOf(cursor.int64());
            case 12 -> String.valueOf(Double.longBitsToDouble(cursor.int64()));
            default -> throw unknown(key, type);
        };
    }

    private String list(String key, int depth) {
        if (depth > DEEPEST) {
            throw Malformed.file(file, "has lists within lists under the key " + Malformed.quoted(key));
        }
        long type = cursor.unsigned32();
        long length = cursor.count("the length of a list");
        switch ((int) type) {
            case 0, 1, 7 -> cursor.skip(length, 1);
            case 2, 3 -> cursor.skip(length, 2);
            case 4, 5, 6 -> cursor.skip(length, 4);
            case 10, 11, 12 -> cursor.skip(length, 8);
            case STRING -> {
                for (long i = 0; i < length; i++) {
                    cursor.skip(cursor.count("the length of a text"), 1);
                }
            }
            case LIST -> {
                for (long i = 0; i < length; i++) {
                    list(key, depth + 1);
                }
            }
            default -> throw unknown(key, type);
        }
        return "list of " + length;
    }

    private RuntimeException unknown(String key, long type) {
        return Malformed.file(file, "has a value of unknown type " + type + " under the key " + Malformed.quoted(key));
    }
}
