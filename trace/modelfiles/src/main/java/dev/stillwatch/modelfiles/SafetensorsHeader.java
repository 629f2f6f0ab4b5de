// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the head of a safetensors file: eight bytes of length, JSON of so many bytes, then the tensors without a gap.
 *
 * <p>As strict as the format's own library: every byte after the header belongs to exactly one tensor.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The format's description</a>
 */
final class SafetensorsHeader {
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_DIMENSIONS = 32;

    private final Path file;
    private final long dataStart;
    private final long dataBytes;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();

    private SafetensorsHeader(Path file, long dataStart, long dataBytes) {
        this.file = file;
        this.dataStart = dataStart;
        this.dataBytes = dataBytes;
    }

    static WeightFile read(MappedFile mapped) {
        Path file = mapped.path();
        MemorySegment bytes = mapped.bytes();
        if (bytes.byteSize() < Long.BYTES) {
            throw Malformed.file(file, "has " + bytes.byteSize() + " bytes, too few for a safetensors header");
        }
        long length = bytes.get(LENGTH, 0);
        if (length < 0 || length > JsonHeader.MOST_BYTES) {
            throw Malformed.file(
                    file,
                    "its header is said to have " + Long.toUnsignedString(length) + " bytes; at most "
                            + JsonHeader.MOST_BYTES + " are allowed");
        }
        long start = Long.BYTES + length;
        if (start > bytes.byteSize()) {
            throw Malformed.file(file, "its header is said to have " + length + " bytes, the file ends before that");
        }
        SafetensorsHeader header = new SafetensorsHeader(file, start, bytes.byteSize() - start);
        JsonHeader.read(file, bytes.asSlice(Long.BYTES, length), header::entries);
        return new WeightFile(header.ordered(), header.metadata);
    }

    private void entries(JsonParser p) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            if (name.equals("__metadata__")) {
                readMetadata(p);
            } else if (tensors.size() == WeightFile.MOST_TENSORS) {
                throw Malformed.file(file, "names more than " + WeightFile.MOST_TENSORS + " tensors");
            } else {
                tensors.add(tensor(Names.checked(file, name), p));
            }
        }
    }

    private void readMetadata(JsonParser p) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            throw Malformed.file(file, "its __metadata__ is no object");
        }
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = p.currentName();
            if (p.nextToken() != JsonToken.VALUE_STRING || metadata.size() == WeightFile.MOST_METADATA) {
                throw Malformed.file(
                        file,
                        "its __metadata__ holds something that is no text, or more than " + WeightFile.MOST_METADATA
                                + " keys");
            }
            metadata.put(Malformed.shown(key), WeightFile.shortened(p.getString()));
        }
    }

    private Tensor tensor(String name, JsonParser p) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            throw Malformed.tensor(file, name, "is not described by an object");
        }
        String type = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        boolean shaped = false;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = p.currentName();
            p.nextToken();
            switch (key) {
                case "dtype" -> type = text(name, p);
                case "shape" -> {
                    shape = numbers(name, p, MOST_DIMENSIONS);
                    shaped = true;
                }
                case "data_offsets" -> offsets = numbers(name, p, 2);
                default -> throw Malformed.tensor(file, name, "has a field that is not known");
            }
        }
        if (type.isEmpty() || !shaped || offsets.size() != 2) {
            throw Malformed.tensor(file, name, "lacks its type, its shape or its two offsets");
        }
        return placed(name, type, shape, offsets.getFirst(), offsets.getLast());
    }

    private Tensor placed(String name, String typeName, List<Long> shape, long from, long to) {
        if (from > to || to > dataBytes) {
            throw Malformed.tensor(
                    file, name, "lies at bytes " + from + " to " + to + " of " + dataBytes + ": outside of the file");
        }
        SafetensorsType type = SafetensorsType.of(typeName);
        Tensor tensor = new Tensor(name, type.element(), shape, file, dataStart + from, to - from);
        long elements = Sizes.elements(tensor);
        if (type.bits() > 0 && Sizes.bytes(tensor, elements, type.bits()) != to - from) {
            throw Malformed.tensor(
                    file, name, "takes " + (to - from) + " bytes, which its shape and type do not come to");
        }
        return tensor;
    }

    private List<Tensor> ordered() {
        tensors.sort(Comparator.comparingLong(Tensor::offset).thenComparingLong(Tensor::bytes));
        long end = dataStart;
        for (Tensor tensor : tensors) {
            if (tensor.offset() != end) {
                throw Malformed.tensor(
                        file, tensor.name(), tensor.offset() < end ? "overlaps another" : "follows a gap of bytes");
            }
            end += tensor.bytes();
        }
        if (end != dataStart + dataBytes) {
            throw Malformed.file(file, (dataStart + dataBytes - end) + " bytes at its end belong to no tensor");
        }
        return tensors;
    }

    private String text(String tensor, JsonParser p) {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            throw Malformed.tensor(file, tensor, "has a type that is no text");
        }
        return p.getString();
    }

    private List<Long> numbers(String tensor, JsonParser p, int most) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            throw Malformed.tensor(file, tensor, "has a shape or offsets that are no list");
        }
        List<Long> numbers = new ArrayList<>();
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (p.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || p.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || p.getLongValue() < 0
                    || numbers.size() == most) {
                throw Malformed.tensor(
                        file, tensor, "has a shape or offsets of too many numbers, or negative or huge ones");
            }
            numbers.add(p.getLongValue());
        }
        return numbers;
    }
}
