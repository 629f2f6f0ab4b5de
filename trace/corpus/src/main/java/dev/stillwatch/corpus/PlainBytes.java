// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.ingest.CountedStream;
import dev.stillwatch.ingest.Decompression;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/**
 * The bytes of a file, decompressed where it is gzip or Zstandard.
 *
 * @param bytesRead how many bytes of the file itself were read
 */
public record PlainBytes(InputStream in, LongSupplier bytesRead) {

    /**
     * Opens a file.
     *
     * @param from how many plain bytes to leave out; those of a compressed file are decompressed all the same
     */
    public static PlainBytes of(DataFile file, long from) throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        try {
            CountedStream counted = new CountedStream(Channels.newInputStream(channel));
            PushbackInputStream raw = new PushbackInputStream(counted, 8);
            InputStream plain = Decompression.of(raw);
            if (!(plain instanceof PushbackInputStream)) {
                plain.skipNBytes(from);
                return new PlainBytes(plain, counted::count);
            }
            channel.position(from);
            CountedStream rest = new CountedStream(Channels.newInputStream(channel));
            return new PlainBytes(rest, () -> from + rest.count());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
