// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.corpus.Place;
import dev.stillwatch.duplicates.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** What an index knew of a data set, counted, and told to people and programs. Not thread-safe. */
final class OverlapText {
    private final int most;
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Found> listed = new ArrayList<>();
    private long texts;

    private record Found(Place place, Overlap overlap) {}

    /**
     * Nothing counted yet.
     *
     * @param most rows that are listed
     */
    OverlapText(int most) {
        this.most = most;
        for (String word : List.of("verbatim", "fragments", "exact", "near", "none", "too short")) {
            counts.put(word, 0L);
        }
    }

    void add(Place place, List<Overlap> overlaps) {
        for (Overlap overlap : overlaps) {
            texts++;
            counts.merge(word(overlap), 1L, Long::sum);
            if (tells(overlap) && listed.size() < most) {
                listed.add(new Found(place, overlap));
            }
        }
    }

    private static boolean tells(Overlap overlap) {
        return switch (overlap) {
            case Overlap.TooShort _, Overlap.None _ -> false;
            case Overlap.Exact _, Overlap.Near _, Overlap.Verbatim _, Overlap.Fragments _ -> true;
        };
    }

    private static String word(Overlap overlap) {
        return switch (overlap) {
            case Overlap.TooShort _ -> "too short";
            case Overlap.None _ -> "none";
            case Overlap.Exact _ -> "exact";
            case Overlap.Near _ -> "near";
            case Overlap.Verbatim _ -> "verbatim";
            case Overlap.Fragments _ -> "fragments";
        };
    }

    private long count(String word) {
        return counts.getOrDefault(word, 0L);
    }

    /** Whether anything was found that is more than a lead. */
    boolean any() {
        return count("verbatim") + count("exact") + count("near") > 0;
    }

    String text(String index, long skipped) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%,d texts looked up in %s%n", texts, index));
        counts.forEach((word, count) -> {
            if (count > 0) {
                text.append(String.format(
                        Locale.ROOT, "  %-10s %,10d  %5.1f %%%n", word, count, 100.0 * count / Math.max(1, texts)));
            }
        });
        if (skipped > 0) {
            text.append(String.format(Locale.ROOT, "  %,d rows could not be read%n", skipped));
        }
        for (Found found : listed) {
            text.append(found.place())
                    .append("  ")
                    .append(told(found.overlap()))
                    .append('\n');
        }
        return Terminal.visible(text.toString());
    }

    private static String told(Overlap overlap) {
        return switch (overlap) {
            case Overlap.TooShort _, Overlap.None _, Overlap.Exact _ -> word(overlap);
            case Overlap.Near(double similarity) -> String.format(Locale.ROOT, "near, similarity %.2f", similarity);
            case Overlap.Verbatim(Overlap.Passages passages) -> "verbatim, " + told(passages);
            case Overlap.Fragments(Overlap.Passages passages) -> "fragments, " + told(passages);
        };
    }

    private static String told(Overlap.Passages passages) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%.0f %% served, longest passage %,d words", 100 * passages.share(), passages.longest()));
        passages.first().ifPresent(day -> text.append(", from ").append(day));
        passages.last().ifPresent(day -> text.append(" to ").append(day));
        if (!passages.models().isEmpty()) {
            text.append(", by ").append(String.join(", ", passages.models()));
        }
        return text.toString();
    }

    String json(String index, long skipped) {
        return EvidenceJson.line(json -> {
            json.writeStringProperty("index", index);
            json.writeNumberProperty("texts", texts);
            json.writeNumberProperty("passed_over", skipped);
            counts.forEach((word, count) -> json.writeNumberProperty(word.replace(' ', '_'), count));
            json.writeArrayPropertyStart("found");
            listed.forEach(found -> found(json, found));
            json.writeEndArray();
        });
    }

    private static void found(JsonGenerator json, Found found) {
        json.writeStartObject();
        json.writeStringProperty("place", found.place().toString());
        json.writeStringProperty("overlap", word(found.overlap()));
        switch (found.overlap()) {
            case Overlap.TooShort _, Overlap.None _, Overlap.Exact _ -> {
                // The word says it all.
            }
            case Overlap.Near(double similarity) -> json.writeNumberProperty("similarity", similarity);
            case Overlap.Verbatim(Overlap.Passages passages) -> passages(json, passages);
            case Overlap.Fragments(Overlap.Passages passages) -> passages(json, passages);
        }
        json.writeEndObject();
    }

    private static void passages(JsonGenerator json, Overlap.Passages passages) {
        json.writeNumberProperty("words", passages.words());
        json.writeNumberProperty("runs", passages.runs());
        json.writeNumberProperty("common", passages.common());
        json.writeNumberProperty("served", passages.served());
        json.writeNumberProperty("share", passages.share());
        json.writeNumberProperty("longest", passages.longest());
        passages.first().ifPresent(day -> json.writeStringProperty("first", day.toString()));
        passages.last().ifPresent(day -> json.writeStringProperty("last", day.toString()));
        json.writeArrayPropertyStart("models");
        passages.models().forEach(json::writeString);
        json.writeEndArray();
    }
}
