// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.CoinTable;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import dev.stillwatch.marks.SynthIdHf;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a registry's file holds once it is opened.
 *
 * @param secret the keyset of the pseudo-random function, as Tink's JSON
 * @param marks in the order they were added
 */
record RegistryContent(String secret, List<RegisteredMark> marks) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    RegistryContent {
        marks = List.copyOf(marks);
    }

    /** The secret and the keys stay out of it. */
    @Override
    public String toString() {
        return "RegistryContent[" + marks.size() + " marks]";
    }

    byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("secret", secret);
        ObjectNode tables = root.putObject("tables");
        ArrayNode entries = root.putArray("marks");
        for (RegisteredMark mark : marks) {
            ObjectNode entry = entries.addObject();
            entry.put("label", mark.label());
            entry.put("scheme", mark.use().scheme().name());
            ObjectNode parameters = entry.putObject("parameters");
            mark.use().scheme().parameters().forEach(parameters::put);
            if (mark.use().scheme() instanceof SynthIdHf hf && hf.table() instanceof CoinTable.Exported(var bits)) {
                tables.put(bits.sha256Hex(), digits(bits.bits(), bits.size()));
            }
            entry.put("model", mark.use().model());
            entry.put("tokenizer", mark.use().tokenizer());
            entry.put("tenant", mark.use().tenant());
            entry.put("cohort", mark.use().cohort());
            entry.put("key", mark.key().reveal());
            entry.put("period", mark.period());
            entry.put("origin", mark.origin().name());
            entry.put("from", mark.from().toString());
            mark.until().ifPresent(until -> entry.put("until", until.toString()));
        }
        return JSON.writeValueAsBytes(root);
    }

    /**
     * Reads {@link #toJson}.
     *
     * @throws StillwatchException if it was written by another version
     */
    static RegistryContent parse(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            Map<String, String> tables = new TreeMap<>();
            root.path("tables")
                    .properties()
                    .forEach(
                            table -> tables.put(table.getKey(), table.getValue().stringValue()));
            List<RegisteredMark> marks = new ArrayList<>();
            for (JsonNode entry : root.path("marks").values()) {
                marks.add(mark(entry, tables));
            }
            return new RegistryContent(text(root, "secret"), marks);
        } catch (JacksonException | IllegalArgumentException | DateTimeException _) {
            // Their messages quote what they read, and that is keys.
            throw new StillwatchException(
                    "the registry was opened, but holds something else than this version reads; use the version that"
                            + " wrote it");
        }
    }

    private static RegisteredMark mark(JsonNode entry, Map<String, String> tables) {
        Map<String, String> parameters = new TreeMap<>();
        entry.path("parameters")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().stringValue()));
        String table = parameters.get("table-sha256");
        if (table != null) {
            parameters.put("table-file", table);
        }
        Scheme scheme = Schemes.byName(
                text(entry, "scheme"),
                parameters,
                name -> Optional.ofNullable(tables.get(name))
                        .orElseThrow(() -> new IllegalArgumentException("a table is missing"))
                        .getBytes(StandardCharsets.US_ASCII));
        MarkKey key = scheme.parseKey(text(entry, "key"));
        return new RegisteredMark(
                text(entry, "label"),
                new MarkUse(
                        scheme,
                        text(entry, "model"),
                        text(entry, "tokenizer"),
                        text(entry, "tenant"),
                        text(entry, "cohort")),
                key,
                entry.required("period").intValue(),
                RegisteredMark.Origin.valueOf(text(entry, "origin")),
                Instant.parse(text(entry, "from")),
                Optional.ofNullable(entry.get("until"))
                        .map(JsonNode::stringValue)
                        .map(Instant::parse));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }

    private static String digits(BitSet bits, int size) {
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            text.append(bits.get(i) ? '1' : '0');
        }
        return text.toString();
    }

    Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        marks.forEach(mark -> labels.add(mark.label()));
        return labels;
    }
}
