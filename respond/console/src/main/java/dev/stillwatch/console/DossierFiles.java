// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Dossier;
import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.console.AdminUser.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A case's dossier as files to keep, for people and programs: it names accounts and holds no text of exchanges. */
final class DossierFiles implements Screen {
    private static final Map<String, String> TYPES =
            Map.of(Dossier.PAGE, "text/html; charset=utf-8", Dossier.JSON, "application/json");

    private final ConsoleParts parts;

    DossierFiles(ConsoleParts parts) {
        this.parts = parts;
    }

    @Override
    public void mount(Routes routes) {
        routes.get("/console/cases/:case/dossier/:file", Role.ANALYST, this::file);
    }

    private Reply file(Visit visit) {
        return file(visit, parts.vault().list(visit.part("case")));
    }

    /**
     * The file that a path names.
     *
     * @param evidence of the case that the path names
     */
    Reply file(Visit visit, List<EvidenceItem> evidence) {
        String name = visit.part("file");
        if (!TYPES.containsKey(name)) {
            return new Reply.Refused(
                    404, "A dossier has " + Dossier.JSON + " and " + Dossier.PAGE + ", and no such file.");
        }
        Dossier dossier =
                new Dossier(parts.store().find(visit.part("case")), evidence, Map.of(), visit.now(), ByHand.VERSION);
        return new Reply.File(
                dossier.subject().id() + "-" + name, TYPES.getOrDefault(name, "text/plain"), content(dossier, name));
    }

    /* A dossier writes its files together; what is not asked for is removed with the rest. */
    private static String content(Dossier dossier, String name) {
        try {
            Path folder = Files.createTempDirectory("stillwatch-dossier");
            try {
                dossier.write(folder);
                return Files.readString(folder.resolve(name));
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
