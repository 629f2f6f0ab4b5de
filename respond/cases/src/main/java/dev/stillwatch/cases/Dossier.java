// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.JsonObject;
import dev.stillwatch.report.StagedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * All there is about a case, to hand to somebody: one page, the same as JSON, every assessment as it was hashed, and a
 * manifest with the SHA-256 of each file.
 *
 * @param subject the case
 * @param evidence what is kept for it, without text
 * @param texts parts of those that were revealed for this dossier, by id; usually empty
 * @param exported when it was made
 * @param version of the program
 */
public record Dossier(
        Case subject,
        List<EvidenceItem> evidence,
        Map<String, List<EvidencePart>> texts,
        Instant exported,
        String version) {

    /** The page. */
    public static final String PAGE = "dossier.html";
    /** The same for programs. */
    public static final String JSON = "dossier.json";
    /** The files and their hashes. */
    public static final String MANIFEST = "manifest.json";

    public Dossier {
        Objects.requireNonNull(subject, "subject is null");
        evidence = List.copyOf(evidence);
        texts = Map.copyOf(texts);
        Objects.requireNonNull(exported, "exported is null");
        Objects.requireNonNull(version, "version is null");
    }

    /**
     * Writes the files; all appear together, or none does.
     *
     * @return SHA-256 of the manifest, in hex, which stands for the whole
     * @throws StillwatchException if the folder cannot be written
     */
    public String write(Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PAGE, DossierPage.of(this));
        files.put(JSON, JsonText.object(out -> {
            out.writeNumberProperty("v", 1);
            out.writeStringProperty("exported", exported.toString());
            out.writeStringProperty("stillwatch", version);
            out.writeObjectPropertyStart("case");
            CaseJson.members(out, subject, evidence, texts);
            out.writeEndObject();
        }));
        for (AssessmentSnapshot assessment : subject.assessments()) {
            files.put(String.format(Locale.ROOT, "assessment-%04d.json", assessment.number()), assessment.json());
        }
        String manifest = JsonText.object(out -> {
            out.writeNumberProperty("v", 1);
            out.writeStringProperty("case", subject.id());
            out.writeStringProperty("exported", exported.toString());
            out.writeArrayPropertyStart("files");
            files.forEach((name, content) -> {
                out.writeStartObject();
                out.writeStringProperty("name", name);
                out.writeStringProperty("sha256", AuditRecord.sha256(content));
                out.writeEndObject();
            });
            out.writeEndArray();
        });
        try (StagedFiles staged = new StagedFiles(folder)) {
            files.forEach(
                    (name, content) -> staged.write(name, out -> out.write(content.getBytes(StandardCharsets.UTF_8))));
            staged.write(MANIFEST, out -> out.write(manifest.getBytes(StandardCharsets.UTF_8)));
            staged.commit();
        }
        return AuditRecord.sha256(manifest);
    }

    /**
     * Compares the files of a dossier with its manifest.
     *
     * @return names of files that are missing or were changed; empty when all is as it was written
     * @throws StillwatchException if there is no manifest, or it cannot be read
     */
    public static List<String> changed(Path folder) {
        List<String> changed = new ArrayList<>();
        Path place = folder.toAbsolutePath().normalize();
        try {
            JsonObject manifest = JsonObject.parse(Files.readString(folder.resolve(MANIFEST)));
            for (JsonObject file : manifest.list("files", JsonObject.class)) {
                Path path = place.resolve(file.text("name")).normalize();
                boolean inside = place.equals(path.getParent());
                if (!inside
                        || !Files.isRegularFile(path)
                        || !AuditRecord.sha256(Files.readAllBytes(path)).equals(file.text("sha256"))) {
                    changed.add(file.text("name"));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StillwatchException(
                    "no readable " + MANIFEST + " in " + folder + ", so nothing can be compared", e);
        }
        return changed;
    }
}
