// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.recipients;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.weights.MarkSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who received which marked copy, in a file that only grows. Thread-safe, and safe beside other processes on one machine.
 *
 * <p>Every call reads and checks the whole file: some 300 bytes a copy. Holds no keys.
 */
public final class CopyRegister {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RECIPIENT = "recipient";
    private static final String COPY = "copy";
    private static final String RECORDED = "recorded";

    private final RegisterFile file;
    private final InstantSource clock;

    private CopyRegister(RegisterFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The register in a file, which is made when the first recipient is added. */
    public static CopyRegister at(Path file, InstantSource clock) {
        return new CopyRegister(new RegisterFile(file), clock);
    }

    /**
     * Registers a recipient before a copy can be handed out.
     *
     * @param original the SHA-256 over the hashes of the original's weight files
     * @param weights of the original that could carry a mark
     * @return the copy's id
     * @throws StillwatchException if the register cannot be written, or was changed
     */
    public String add(Recipient recipient, String original, long weights, int keyId, MarkSettings settings) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("at", clock.instant().toString());
        entry.put("key", keyId);
        entry.put("kind", RECIPIENT);
        entry.put("original", original);
        entry.put("recipient", recipient.name());
        entry.set("settings", JSON.readTree(settings.json()));
        entry.put("weights", weights);
        return file.append(_ -> entry.toString()).chain();
    }

    /**
     * Adds what a finished copy is known by.
     *
     * @param copy its id
     * @param markedFiles the SHA-256 of each of its files that differs from the original's
     * @throws StillwatchException if the register has no such copy, cannot be written, or was changed
     */
    public void finished(String copy, List<String> markedFiles) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("at", clock.instant().toString());
        ArrayNode files = entry.putArray("files");
        markedFiles.forEach(files::add);
        entry.put("kind", COPY);
        entry.put("of", copy);
        file.append(lines -> {
            if (lines.stream().noneMatch(line -> line.chain().equals(copy))) {
                throw new StillwatchException("the register " + file.path() + " has no copy with this id");
            }
            return entry.toString();
        });
    }

    /**
     * All copies, in the order they were registered.
     *
     * @throws StillwatchException if there is no register, it cannot be read, or it was changed; names the line
     */
    public List<RegisteredCopy> copies() {
        if (!Files.exists(file.path())) {
            throw new StillwatchException(
                    "there is no register " + file.path() + "; name the one that copies were registered in");
        }
        Map<String, RegisteredCopy> copies = new LinkedHashMap<>();
        List<RegisterLine> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            try {
                take(lines.get(i), copies);
            } catch (JacksonException | IllegalArgumentException | DateTimeException | StillwatchException _) {
                // Its hash is right, so it is of another version; messages would quote names.
                throw new StillwatchException("the register " + file.path() + " holds in line " + (i + 1)
                        + " something that this version does not read; use the version that wrote it");
            }
        }
        return List.copyOf(copies.values());
    }

    private static void take(RegisterLine line, Map<String, RegisteredCopy> copies) {
        JsonNode entry = JSON.readTree(line.entry());
        switch (text(entry, "kind")) {
            case RECIPIENT -> {
                RegisteredCopy copy = new RegisteredCopy(
                        line.chain(),
                        new Recipient(text(entry, "recipient")),
                        text(entry, "original"),
                        entry.required("weights").longValue(),
                        entry.required("key").intValue(),
                        MarkSettings.ofJson(entry.required("settings").toString()),
                        Instant.parse(text(entry, "at")),
                        List.of());
                copies.put(copy.id(), copy);
            }
            case COPY -> {
                List<String> files = new ArrayList<>();
                entry.required("files").values().forEach(hash -> files.add(hash.stringValue()));
                copies.computeIfPresent(text(entry, "of"), (_, copy) -> copy.with(files));
            }
            case RECORDED -> {}
            default -> throw new IllegalArgumentException("another kind");
        }
    }

    private static String text(JsonNode entry, String name) {
        return entry.required(name).stringValue();
    }

    /** Takes a line into an evidence log. */
    @FunctionalInterface
    public interface Evidence {
        /**
         * Records a line and waits until that is on disk.
         *
         * @param type what kind of line: letters and hyphens
         * @param canonicalJson its entry, members sorted by name
         * @return the index in the log
         */
        long record(String type, byte[] canonicalJson);
    }

    /**
     * Records each line that is not yet in an evidence log there, and notes its index here.
     *
     * @param log the name of the log
     * @return how many lines were recorded
     * @throws StillwatchException if either cannot be written; what was recorded before is noted
     */
    public int record(String log, Evidence evidence) {
        List<RegisterLine> lines = file.lines();
        Set<String> known = new HashSet<>();
        for (RegisterLine line : lines) {
            JsonNode entry = JSON.readTree(line.entry());
            if (text(entry, "kind").equals(RECORDED) && text(entry, "log").equals(log)) {
                known.add(text(entry, "of"));
            }
        }
        int recorded = 0;
        for (RegisterLine line : lines) {
            String kind = text(JSON.readTree(line.entry()), "kind");
            if (!kind.equals(RECORDED) && !known.contains(line.chain())) {
                long index = evidence.record("weights-" + kind, line.entry().getBytes(StandardCharsets.UTF_8));
                note(line, log, index);
                recorded++;
            }
        }
        return recorded;
    }

    private void note(RegisterLine line, String log, long index) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("at", clock.instant().toString());
        entry.put("index", index);
        entry.put("kind", RECORDED);
        entry.put("log", log);
        entry.put("of", line.chain());
        file.append(_ -> entry.toString());
    }
}
