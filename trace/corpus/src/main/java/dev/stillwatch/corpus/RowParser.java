// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Takes one row apart. Thread-safe. */
final class RowParser {
    private final FileLayout layout;
    private final ReadingSettings settings;

    RowParser(FileLayout layout, ReadingSettings settings) {
        this.layout = layout;
        this.settings = settings;
    }

    /** The outcome of the row {@code bytes[from..to)}, which is not blank. */
    RowOutcome row(Place place, Optional<Span> span, byte[] bytes, int from, int to) {
        if (to - from > settings.maxRowBytes()) {
            return tooLong(place);
        }
        return switch (layout.container()) {
            case JSON, PARQUET -> json(place, span, bytes, from, to);
            case CSV -> csv(place, span, bytes, from, to);
        };
    }

    RowOutcome tooLong(Place place) {
        return new RowOutcome.Malformed(
                place,
                "longer than " + settings.maxRowBytes() + " bytes"
                        + (layout.container() == FileLayout.Container.CSV ? " (is a quote never closed?)" : "")
                        + "; split the row, or take it out");
    }

    RowOutcome damaged(Place place) {
        return new RowOutcome.Malformed(
                place,
                "the file is cut off or damaged here: the rows before count, the rest is lost; copy the file again");
    }

    private RowOutcome csv(Place place, Optional<Span> span, byte[] bytes, int from, int to) {
        List<String> cells = CsvCells.of(bytes, from, to, layout.delimiter());
        if (cells.size() != layout.columns().size()) {
            return new RowOutcome.Malformed(
                    place,
                    "has " + cells.size() + " cells, the header "
                            + layout.columns().size() + "; quote cells that hold separators or line breaks");
        }
        RowDraft draft = new RowDraft(layout.shape(), settings.sourceField());
        for (int i = 0; i < cells.size(); i++) {
            draft.cell(layout.columns().get(i), cells.get(i));
        }
        return draft.outcome(place, span);
    }

    private RowOutcome json(Place place, Optional<Span> span, byte[] bytes, int from, int to) {
        try {
            return json(place, span, () -> JsonText.parser(bytes, from, to));
        } catch (JacksonException e) {
            if (JsonText.isUtf8(bytes, from, to)) {
                return new RowOutcome.Malformed(place, reason(e));
            }
        }
        try {
            String replaced = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            return json(place, span, () -> JsonText.parser(replaced));
        } catch (JacksonException e) {
            return new RowOutcome.Malformed(place, reason(e));
        }
    }

    private RowOutcome json(Place place, Optional<Span> span, Supplier<JsonParser> opening) {
        try (JsonParser p = opening.get()) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return new RowOutcome.Malformed(place, "is no JSON object; correct it or take it out");
            }
            RowDraft draft = new RowDraft(layout.shape(), settings.sourceField());
            draft.object(p);
            if (p.nextToken() != null) {
                return new RowOutcome.Malformed(
                        place, "something follows the JSON object; write one object in each line");
            }
            return draft.outcome(place, span);
        }
    }

    private static String reason(JacksonException e) {
        return switch (e) {
            case UnexpectedEndOfInputException _ -> "ends in the middle of a value; write the row again or take it out";
            case StreamConstraintsException _ -> "is nested too deeply; take it out";
            default -> "is no JSON object; correct it or take it out";
        };
    }
}
