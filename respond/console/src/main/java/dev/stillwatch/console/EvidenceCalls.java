// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.report.VisibleText;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs may have of a case's sampled exchanges and dossier. Texts are told in answer to a logged request only. */
final class EvidenceCalls {
    private static final JsonMapper JSON = new JsonMapper();

    private final ConsoleParts parts;
    private final DossierFiles dossiers;

    EvidenceCalls(ConsoleParts parts) {
        this.parts = parts;
        this.dossiers = new DossierFiles(parts);
    }

    void mount(ProgramRoutes routes) {
        routes.get("/cases/:case/evidence", Role.VIEWER, this::list)
                .post("/cases/:case/evidence/:evidence/reveal", Role.ANALYST, this::reveal)
                .get("/cases/:case/dossier/:file", Role.ANALYST, visit -> dossiers.file(visit, known(visit)));
    }

    private List<EvidenceItem> known(Visit visit) {
        return Objection.unlessKnown(() -> parts.vault().list(visit.part("case")));
    }

    private Reply list(Visit visit) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode list = node.putArray("evidence");
        known(visit).forEach(item -> list.add(redacted(item)));
        return new Reply.Json(node.toString());
    }

    private static ObjectNode redacted(EvidenceItem item) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", item.id())
                .put("case", item.caseId())
                .put("account", VisibleText.wellFormed(item.account()))
                .put("exchanged", item.exchanged().toString())
                .put("kept", item.kept().toString())
                .put("keep_until", item.keepUntil().toString())
                .put("readable", item.readable())
                .put("commitment_sha256", item.commitment());
        ArrayNode parts = node.putArray("parts");
        item.parts()
                .forEach(part -> parts.addObject()
                        .put("role", part.role().label())
                        .put("characters", part.characters())
                        .put("held", part.held()));
        ArrayNode reveals = node.putArray("reveals");
        item.reveals()
                .forEach(reveal -> reveals.addObject()
                        .put("who", VisibleText.wellFormed(reveal.who()))
                        .put("why", VisibleText.wellFormed(reveal.why()))
                        .put("at", reveal.when().toString()));
        return node;
    }

    private Reply reveal(Visit visit) {
        String id = visit.part("evidence");
        if (known(visit).stream().noneMatch(item -> item.id().equals(id))) {
            throw Objection.unknown("The case has no such evidence; list what it has at its evidence path.");
        }
        String why = ProgramBody.of(visit, "reason").text("reason");
        List<EvidencePart> texts = parts.vault().reveal(id, visit.user().name(), why, visit.now());
        return new Reply.Json(EvidencePart.json(id, texts));
    }
}
