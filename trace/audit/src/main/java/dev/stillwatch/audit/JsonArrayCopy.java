// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.ingest.FramingChoice;
import dev.stillwatch.ingest.RecordBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Copies a JSON array without some of its elements: those that stay keep their bytes, each on lines of its own. */
final class JsonArrayCopy {
    private static final int LONGEST_ELEMENT = 256 * 1024 * 1024;

    private JsonArrayCopy() {}

    /** Whether the stream begins with an array; it stands where it stood then. */
    static boolean isArray(InputStream in) throws IOException {
        in.mark(4096);
        byte[] head = in.readNBytes(4096);
        in.reset();
        return new String(head, StandardCharsets.UTF_8)
                .replaceFirst("^\uFEFF", "")
                .stripLeading()
                .startsWith("[");
    }

    static long write(DataFile file, InputStream in, LeftOut rows, OutputStream out) throws IOException {
        long count = 0;
        boolean first = true;
        Optional<LeftOut.Row> leftOut = rows.next(file.name());
        out.write('[');
        try (RecordBlocks blocks = new RecordBlocks(in, FramingChoice::of, LONGEST_ELEMENT, 0, 1)) {
            for (Optional<RecordBlocks.Block> block = blocks.next(); block.isPresent(); block = blocks.next()) {
                if (!(block.get() instanceof RecordBlocks.Records records)) {
                    throw new IOException("the array cannot be read to its end");
                }
                for (int i = 0; i < records.bounds().length; i += 2) {
                    long row = records.first() + i / 2;
                    if (leftOut.isPresent() && leftOut.get().row() == row) {
                        leftOut = rows.next(file.name());
                        count++;
                        continue;
                    }
                    out.write((first ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
                    out.write(records.bytes(), records.bounds()[i], records.bounds()[i + 1] - records.bounds()[i]);
                    first = false;
                }
            }
        }
        out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        return count;
    }
}
