// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Cuts a stream of JSON records into batches. Single-threaded. */
final class JsonBatches implements RecordBatches {
    private final String source;
    private final RecordBlocks blocks;
    private final LongSupplier bytesRead;
    private final RecordParser parser;

    /**
     * @param in the decompressed bytes; closed with this
     * @param bytesRead how much of the input was consumed, compressed
     */
    JsonBatches(String source, InputStream in, LongSupplier bytesRead, IngestSettings settings) {
        this.source = source;
        this.blocks = new RecordBlocks(in, FramingChoice::of, settings.maxRecordBytes(), 0, 1);
        this.bytesRead = bytesRead;
        this.parser = new RecordParser(settings, Times.Zoneless.REFUSED);
    }

    @Override
    public Optional<RecordBatch> next() {
        return blocks.next().map(block -> switch (block) {
            case RecordBlocks.Records records ->
                new JsonRecords(source, records.first(), records.bytes(), records.bounds(), parser);
            case RecordBlocks.TooLong tooLong -> trouble(tooLong.number(), parser.tooLong());
            case RecordBlocks.Damage damage ->
                trouble(
                        damage.number(),
                        new ParseOutcome.Malformed("the input is cut off or damaged after " + bytesRead.getAsLong()
                                + " bytes: the records before count, the rest is lost; copy the file again"));
        });
    }

    private Trouble trouble(long number, ParseOutcome.Malformed outcome) {
        return new Trouble(new Location(source, number), outcome);
    }

    @Override
    public long bytesRead() {
        return bytesRead.getAsLong();
    }

    @Override
    public void close() {
        blocks.close();
    }
}
