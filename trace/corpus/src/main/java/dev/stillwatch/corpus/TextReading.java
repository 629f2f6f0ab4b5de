// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.corpus.FileLayout.Container;
import dev.stillwatch.ingest.FramingChoice;
import dev.stillwatch.ingest.RecordBlocks;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads JSON and CSV. */
record TextReading(String file, RecordBlocks blocks, LongSupplier bytes, RowParser parser, boolean header)
        implements CorpusRows {

    static TextReading open(DataFile file, FileLayout layout, ReadingSettings settings, RowParser parser, Position from)
            throws IOException {
        boolean csv = layout.container() == Container.CSV;
        RecordBlocks.FramingByHead framing =
                csv ? (bytes, length) -> new CsvFraming(layout.delimiter()) : framing(file);
        PlainBytes plain = PlainBytes.of(file, from.offset());
        return new TextReading(
                file.name(),
                new RecordBlocks(plain.in(), framing, settings.maxRowBytes(), from.offset(), from.row()),
                plain.bytesRead(),
                parser,
                csv);
    }

    /** How the file is cut is said by its beginning, wherever reading goes on. */
    private static RecordBlocks.FramingByHead framing(DataFile file) throws IOException {
        try (var in = PlainBytes.of(file, 0).in()) {
            byte[] head = in.readNBytes(256 * 1024);
            return (bytes, length) -> FramingChoice.of(head, head.length);
        }
    }

    @Override
    public Optional<RowBatch> next() {
        return blocks.next().map(block -> switch (block) {
            case RecordBlocks.Records records -> new TextRows(file, records, parser, header);
            case RecordBlocks.TooLong tooLong ->
                new OneOutcome(
                        parser.tooLong(new Place(file, tooLong.number())),
                        Optional.of(new Position(tooLong.next(), tooLong.number() + 1)));
            case RecordBlocks.Damage damage ->
                new OneOutcome(parser.damaged(new Place(file, damage.number())), Optional.empty());
        });
    }

    @Override
    public long bytesRead() {
        return bytes.getAsLong();
    }

    @Override
    public void close() {
        blocks.close();
    }
}
