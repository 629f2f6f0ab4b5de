// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.OptionalLong;

/** A stream that can be read once, such as standard input. */
record StreamInput(String name, InputStream in) implements LogInput {

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public RecordBatches open(IngestSettings settings) {
        try {
            return open(name, in, settings);
        } catch (IOException e) {
            throw new StillwatchException(name + ": cannot be read", e);
        }
    }

    /** Reads JSON records, compressed or not; takes over the stream, also when it fails. */
    static RecordBatches open(String name, InputStream in, IngestSettings settings) throws IOException {
        CountedStream counted = new CountedStream(in);
        try {
            InputStream plain = Decompression.of(new PushbackInputStream(counted, 8));
            return new JsonBatches(name, plain, counted::count, settings);
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }
}
