// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.FramingChoice;
import dev.stillwatch.ingest.ParquetRows;
import dev.stillwatch.ingest.RecordBlocks;
import dev.stillwatch.ingest.RecordBlocks.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a file is, as its beginning shows. Immutable.
 *
 * @param shape of its rows: the one that was asked for, or that of most of the first rows
 * @param columns of a table, in order; empty for JSON
 * @param delimiter between the cells of CSV
 */
public record FileLayout(Container container, Shape shape, List<String> columns, char delimiter) {
    private static final int LOOKED_AT = 64;

    /** What rows are cut out of. */
    public enum Container {
        /** An object in each line, or an array of objects. */
        JSON,
        /** A header and a record for each row. */
        CSV,
        /** Columns, compressed. */
        PARQUET
    }

    public FileLayout {
        columns = List.copyOf(columns);
    }

    /**
     * Looks at the beginning of a file.
     *
     * @return empty where the file holds nothing
     * @throws StillwatchException naming the file, when it cannot be read or no shape is recognised
     */
    public static Optional<FileLayout> of(DataFile file, ReadingSettings settings) {
        try {
            if (ParquetRows.isParquet(file.path())) {
                List<String> columns = ParquetRows.columns(file.name(), file.path());
                return Optional.of(new FileLayout(Container.PARQUET, shape(file, settings, columns), columns, ','));
            }
            return isCsv(file) ? csv(file, settings) : json(file, settings);
        } catch (IOException e) {
            throw new StillwatchException(file.name() + ": cannot be read; is it whole, and may it be read?", e);
        }
    }

    private static boolean isCsv(DataFile file) {
        String name = file.name().toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst)$", "");
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }

    private static Optional<FileLayout> csv(DataFile file, ReadingSettings settings) throws IOException {
        /* A header's line breaks stand in quotes whatever separates its cells, so any delimiter will do here. */
        Optional<Records> head = head(file, settings, (bytes, length) -> new CsvFraming(','));
        if (head.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = head.get().bytes();
        int from = head.get().bounds()[0];
        int to = head.get().bounds()[1];
        char delimiter = CsvCells.delimiter(bytes, from, to);
        List<String> columns = CsvCells.of(bytes, from, to, delimiter);
        if (columns.size() == 1 && columns.getFirst().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new FileLayout(Container.CSV, shape(file, settings, columns), columns, delimiter));
    }

    private static Shape shape(DataFile file, ReadingSettings settings, List<String> columns) {
        return settings.shape()
                .or(() -> Shape.of(new HashSet<>(columns)))
                .orElseThrow(() -> unrecognised(file, "its columns are " + named(columns)));
    }

    private static Optional<FileLayout> json(DataFile file, ReadingSettings settings) throws IOException {
        Optional<Records> head = head(file, settings, FramingChoice::of);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Map<Shape, Integer> votes = new EnumMap<>(Shape.class);
        Set<String> seen = new TreeSet<>();
        int[] bounds = head.get().bounds();
        boolean blank = true;
        for (int i = 0; i < Math.min(bounds.length, 2 * LOOKED_AT); i += 2) {
            String row = text(head.get().bytes(), bounds[i], bounds[i + 1]);
            blank &= row.isEmpty();
            Set<String> names = names(row);
            seen.addAll(names);
            Shape.of(names).ifPresent(shape -> votes.merge(shape, 1, Integer::sum));
        }
        if (blank && bounds.length <= 2 * LOOKED_AT) {
            return Optional.empty();
        }
        Optional<Shape> most = settings.shape()
                .or(() -> votes.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey));
        Shape shape = most.orElseThrow(() -> unrecognised(
                file,
                seen.isEmpty()
                        ? "none of its first rows is a JSON object"
                        : "the members of its first rows are " + named(new ArrayList<>(seen))));
        return Optional.of(new FileLayout(Container.JSON, shape, List.of(), ','));
    }

    private static Optional<Records> head(DataFile file, ReadingSettings settings, RecordBlocks.FramingByHead framing)
            throws IOException {
        try (RecordBlocks blocks =
                new RecordBlocks(PlainBytes.of(file, 0).in(), framing, settings.maxRowBytes(), 0, 1)) {
            while (true) {
                Optional<RecordBlocks.Block> block = blocks.next();
                if (block.isEmpty()) {
                    return Optional.empty();
                }
                if (block.get() instanceof Records records) {
                    return Optional.of(records);
                }
                if (block.get() instanceof RecordBlocks.Damage) {
                    throw new StillwatchException(
                            file.name() + ": cut off or damaged before its first row ends; copy the file again");
                }
            }
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8)
                .replaceFirst("^\uFEFF", "")
                .strip();
    }

    /** The names of an object's members; none where it is no object. */
    private static Set<String> names(String row) {
        Set<String> names = new HashSet<>();
        try (JsonParser p = JsonText.parser(row)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return Set.of();
            }
            while (p.nextToken() == JsonToken.PROPERTY_NAME) {
                names.add(p.currentName());
                p.nextToken();
                p.skipChildren();
            }
            return names;
        } catch (JacksonException e) {
            return Set.of();
        }
    }

    private static String named(List<String> names) {
        List<String> shown = names.stream()
                .limit(12)
                .map(name -> name.length() > 40 ? name.substring(0, 40) + "…" : name)
                .toList();
        return String.join(", ", shown) + (names.size() > shown.size() ? ", …" : "");
    }

    private static StillwatchException unrecognised(DataFile file, String why) {
        return new StillwatchException(file.name() + ": no shape of a data set is recognised; " + why
                + ". Rename them to one of messages, conversations, instruction and output, prompt and response,"
                + " text; or leave the file out");
    }
}
