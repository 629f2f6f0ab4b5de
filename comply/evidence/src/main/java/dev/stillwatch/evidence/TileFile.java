// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tile and its bytes: hashes one after the other, or entries each after its length. */
final class TileFile {
    private static final int MOST_ENTRY_BYTES = 0xffff;

    private final TilePath path;
    private final byte[] bytes;

    private TileFile(TilePath path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    TilePath path() {
        return path;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean hasBytes(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    static TileFile ofHashes(int level, long index, List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.BYTES);
        }
        return new TileFile(new TilePath(level, index, hashes.size()), bytes);
    }

    static TileFile ofEntries(long index, List<byte[]> entries) {
        return new TileFile(new TilePath(TilePath.ENTRIES, index, entries.size()), bundle(entries));
    }

    static byte[] bundle(List<byte[]> entries) {
        int length =
                entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            if (entry.length > MOST_ENTRY_BYTES) {
                throw new IllegalArgumentException("an entry of " + entry.length + " bytes does not fit a bundle");
            }
            buffer.putShort((short) entry.length).put(entry);
        }
        return buffer.array();
    }

    /** The first so many hashes of a tile, which must hold at least these. */
    static List<Hash> hashes(byte[] tile, int width) {
        if (tile.length % Hash.BYTES != 0 || tile.length < width * Hash.BYTES) {
            throw new StillwatchException("it has " + tile.length + " bytes, must have " + width * Hash.BYTES);
        }
        List<Hash> hashes = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            hashes.add(Hash.at(tile, i * Hash.BYTES));
        }
        return hashes;
    }

    /** All entries of a bundle. */
    static List<byte[]> entries(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bundle);
        while (buffer.hasRemaining()) {
            int length = buffer.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(buffer.getShort());
            if (length < 0 || length > buffer.remaining()) {
                throw new StillwatchException("it ends within entry " + entries.size() + " of the bundle");
            }
            byte[] entry = new byte[length];
            buffer.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
