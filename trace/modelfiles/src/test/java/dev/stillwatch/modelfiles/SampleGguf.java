// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small GGUF files, right and wrong ones. */
final class SampleGguf {
    static final int U32 = 4;
    static final int TEXT = 8;
    static final int LIST = 9;

    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> tensors = new ArrayList<>();
    private int version = 3;
    private int alignment = 32;
    private long tensorCount = -1;
    private long keyCount = -1;
    private int dataBytes;

    /** Numbers as the format has them. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer int8(int value) {
            out.write(value);
            return this;
        }

        Writer int32(long value) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) value)
                    .array());
            return this;
        }

        Writer int64(long value) {
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
            return this;
        }

        Writer text(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            int64(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Writer bytes(byte[] value) {
            out.writeBytes(value);
            return this;
        }

        int size() {
            return out.size();
        }

        byte[] done() {
            return out.toByteArray();
        }
    }

    SampleGguf version(int number) {
        version = number;
        return this;
    }

    SampleGguf counts(long ofTensors, long ofKeys) {
        tensorCount = ofTensors;
        keyCount = ofKeys;
        return this;
    }

    SampleGguf alignment(int bytes) {
        alignment = bytes;
        return key(
                new Writer().text("general.alignment").int32(U32).int32(bytes).done());
    }

    SampleGguf key(byte[] entry) {
        keys.add(entry);
        return this;
    }

    SampleGguf text(String key, String value) {
        return key(new Writer().text(key).int32(TEXT).text(value).done());
    }

    /** A tensor that follows the one before; sizes as in the file, the one that changes fastest first. */
    SampleGguf tensor(String name, int type, int bytes, long... sizes) {
        int from = aligned(dataBytes);
        dataBytes = from + bytes;
        return place(name, type, from, sizes);
    }

    SampleGguf place(String name, int type, long from, long... sizes) {
        Writer entry = new Writer().text(name).int32(sizes.length);
        for (long size : sizes) {
            entry.int64(size);
        }
        tensors.add(entry.int32(type).int64(from).done());
        return this;
    }

    SampleGguf data(int bytes) {
        dataBytes = bytes;
        return this;
    }

    private int aligned(int at) {
        return (at + alignment - 1) / alignment * alignment;
    }

    byte[] toBytes() {
        Writer file = new Writer()
                .int32(0x46554747)
                .int32(version)
                .int64(tensorCount < 0 ? tensors.size() : tensorCount)
                .int64(keyCount < 0 ? keys.size() : keyCount);
        keys.forEach(file::bytes);
        tensors.forEach(file::bytes);
        file.bytes(new byte[aligned(file.size()) - file.size()]);
        byte[] data = new byte[dataBytes];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 7 & 0x3b);
        }
        return file.bytes(data).done();
    }

    Path write(Path file) {
        return SampleSafetensors.write(file, toBytes());
    }
}
