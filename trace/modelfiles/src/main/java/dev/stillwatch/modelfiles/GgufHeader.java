// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads the head of a GGUF file, version 2 or 3, little-endian: keys and values, then where each tensor lies. Tensors follow
 * each other, each at the next multiple of the alignment.
 *
 * <p>No count in the file sets memory aside: things are read one by one until the file ends.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>
 */
final class GgufHeader {
    private static final int MAGIC = 0x46554747;
    private static final int MOST_DIMENSIONS = 4;
    private static final long LARGEST_ALIGNMENT = 1 << 20;

    private final Path file;
    private final GgufCursor cursor;
    private final long size;

    private GgufHeader(MappedFile mapped) {
        this.file = mapped.path();
        this.cursor = new GgufCursor(mapped);
        this.size = mapped.bytes().byteSize();
    }

    /** A tensor before it is known where tensors begin. */
    private record Place(String name, GgufType type, List<Long> shape, long offset) {}

    static WeightFile read(MappedFile mapped) {
        return new GgufHeader(mapped).read();
    }

    private WeightFile read() {
        if (cursor.int32() != MAGIC) {
            throw Malformed.file(file, "does not begin as a GGUF file");
        }
        int version = cursor.int32();
        if (version != 2 && version != 3) {
            throw new StillwatchException(Malformed.shown(file.toString())
                    + (isBigEndian(version)
                            ? ": is a big-endian GGUF file, which is not read: convert it to little-endian first."
                            : ": is GGUF version " + Integer.toUnsignedString(version)
                                    + "; 2 and 3 are read: convert it first."));
        }
        long count = counted("tensors", WeightFile.MOST_TENSORS);
        long keys = counted("keys", WeightFile.MOST_METADATA);
        Map<String, String> metadata = GgufMetadata.read(file, cursor, keys);
        List<Place> places = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            places.add(place());
        }
        return new WeightFile(tensors(places, alignment(metadata)), metadata);
    }

    private static boolean isBigEndian(int version) {
        int swapped = Integer.reverseBytes(version);
        return swapped >= 1 && swapped <= 3;
    }

    private long counted(String what, int most) {
        long count = cursor.count("the number of " + what);
        if (count > most) {
            throw Malformed.file(file, "is said to have " + count + " " + what + "; at most " + most + " are allowed");
        }
        return count;
    }

    private long alignment(Map<String, String> metadata) {
        String text = metadata.getOrDefault("general.alignment", "32");
        long alignment = text.matches("[0-9]{1,7}") ? Long.parseLong(text) : 0;
        if (Long.bitCount(alignment) != 1 || alignment > LARGEST_ALIGNMENT) {
            throw Malformed.file(file, "its general.alignment is no power of two up to " + LARGEST_ALIGNMENT);
        }
        return alignment;
    }

    private Place place() {
        String name = Names.checked(file, cursor.text("a tensor's name", Names.LONGEST));
        long dimensions = cursor.unsigned32();
        if (dimensions > MOST_DIMENSIONS) {
            throw Malformed.tensor(file, name, "has " + dimensions + " dimensions; at most 4 are allowed");
        }
        List<Long> shape = new ArrayList<>();
        for (long i = 0; i < dimensions; i++) {
            shape.addFirst(cursor.count("a dimension of tensor " + Malformed.quoted(name)));
        }
        GgufType type = GgufType.of(cursor.unsigned32());
        return new Place(name, type, shape, cursor.count("the place of tensor " + Malformed.quoted(name)));
    }

    private List<Tensor> tensors(List<Place> places, long alignment) {
        long start = aligned(cursor.position(), alignment);
        if (start > size && !places.isEmpty()) {
            throw Malformed.file(file, "ends before its tensors begin");
        }
        long room = Math.max(0, size - start);
        places.sort(Comparator.comparingLong(Place::offset));
        List<Tensor> tensors = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            long next = i + 1 < places.size() ? places.get(i + 1).offset() : room;
            if (place.offset() != aligned(end, alignment)) {
                throw Malformed.tensor(
                        file, place.name(), place.offset() < end ? "overlaps another" : "follows a gap of bytes");
            }
            long bytes = bytes(place, Math.max(0, next - place.offset()));
            if (bytes > room - place.offset()) {
                throw Malformed.tensor(file, place.name(), "ends past the end of the file");
            }
            end = place.offset() + bytes;
            tensors.add(new Tensor(
                    place.name(), place.type().element(), place.shape(), file, start + place.offset(), bytes));
        }
        return tensors;
    }

    private long bytes(Place place, long upToNext) {
        Tensor unplaced = new Tensor(place.name(), place.type().element(), place.shape(), file, 0, 0);
        long elements = Sizes.elements(unplaced);
        if (place.type().blockBytes() == 0) {
            return upToNext;
        }
        if (unplaced.columns() % place.type().blockElements() != 0) {
            throw Malformed.tensor(
                    file,
                    place.name(),
                    "has rows of " + unplaced.columns() + " weights, which are no whole blocks of "
                            + place.type().blockElements());
        }
        long blocks = elements / place.type().blockElements();
        return Sizes.bytes(unplaced, blocks, place.type().blockBytes() * Byte.SIZE);
    }

    private static long aligned(long at, long alignment) {
        return (at + alignment - 1) & -alignment;
    }
}
