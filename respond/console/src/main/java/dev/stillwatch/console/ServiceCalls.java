// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.report.VisibleText;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs may ask about the service itself: what it runs on and what its evidence log holds. */
final class ServiceCalls {
    private static final JsonMapper JSON = new JsonMapper();

    private final RunningParts service;
    private final Optional<EvidenceParts> evidence;
    private final Optional<RecentCheck> recent;

    ServiceCalls(ConsoleParts parts) {
        this.service = parts.service();
        this.evidence = parts.evidence();
        this.recent = evidence.map(RecentCheck::new);
    }

    void mount(ProgramRoutes routes) {
        routes.get("/health", Role.VIEWER, _ -> new Reply.Json(health().toString()))
                .get(
                        "/evidence-log",
                        Role.VIEWER,
                        visit -> new Reply.Json(log(visit).toString()));
    }

    private ObjectNode health() {
        ServiceHealth health = service.health();
        ObjectNode node = JSON.createObjectNode();
        service.judgement().ifPresent(judgement -> node.set("judgement", judgement(judgement)));
        ArrayNode doors = node.putArray("doors");
        health.doors().forEach(door -> {
            ObjectNode one = doors.addObject().put("way", door.way().name().toLowerCase(Locale.ROOT));
            door.address().ifPresent(address -> one.put("address", VisibleText.wellFormed(address)));
            one.put("served", door.served()).put("refused", door.refused()).put("unwatched", door.unwatched());
        });
        ArrayNode certificates = node.putArray("certificates");
        health.certificates().forEach(certificate -> {
            ObjectNode one = certificates
                    .addObject()
                    .put("of", certificate.of())
                    .put("file", VisibleText.wellFormed(certificate.file()));
            certificate.until().ifPresent(at -> one.put("until", at.toString()));
        });
        node.set("storage", storage(health.storage()));
        ArrayNode notices = node.putArray("notices");
        service.notices()
                .forEach(notice -> notices.addObject()
                        .put("at", notice.at().toString())
                        .put("alarm", notice.alarm())
                        .put("what", VisibleText.wellFormed(notice.what())));
        return node;
    }

    private static ObjectNode storage(ServiceHealth.Storage storage) {
        ObjectNode node = JSON.createObjectNode().put("folder", VisibleText.wellFormed(storage.folder()));
        if (storage.freeBytes() >= 0) {
            node.put("free_bytes", storage.freeBytes()).put("total_bytes", storage.totalBytes());
        }
        node.put("store_reached", storage.storeReached())
                .put("audit_pending", storage.auditPending())
                .put("failed_syncs", storage.failedSyncs());
        storage.packs().ifPresent(folder -> node.put("packs", VisibleText.wellFormed(folder)));
        storage.refusedPolicy().ifPresent(why -> node.put("refused_policy", VisibleText.wellFormed(why)));
        return node;
    }

    private static ObjectNode judgement(Judgement judgement) {
        ObjectNode node = JSON.createObjectNode()
                .put("at", judgement.at().toString())
                .put("event_time", judgement.eventTime().toString())
                .put("took", judgement.took().toString())
                .put("exchanges", judgement.exchanges())
                .put("accounts", judgement.accounts());
        ObjectNode calibration = node.putObject("calibration")
                .put("accounts", judgement.calibration().accounts())
                .put("source", VisibleText.wellFormed(judgement.calibration().source()))
                .put(
                        "false_positive_rate",
                        judgement.calibration().falsePositiveRate().value())
                .put("achievable", judgement.calibration().achievable().value());
        double threshold = judgement.calibration().threshold().nats();
        if (Double.isFinite(threshold)) {
            calibration.put("threshold", threshold);
        }
        ArrayNode missing = node.putArray("missing");
        judgement
                .missing()
                .forEach(one -> missing.addObject()
                        .put("channel", one.signal().channel().label())
                        .put("reason", VisibleText.wellFormed(one.signal().reason()))
                        .put("everywhere", one.everywhere())
                        .put("campaigns", one.campaigns())
                        .put("accounts", one.accounts()));
        return node;
    }

    private ObjectNode log(Visit visit) {
        ObjectNode node = JSON.createObjectNode().put("kept", evidence.isPresent());
        evidence.ifPresent(parts -> node.put("verifier_key", parts.key().toString()));
        recent.map(check -> check.look(visit.now())).ifPresent(found -> {
            node.put("checked_at", found.at().toString());
            found.trouble().ifPresent(trouble -> node.put("trouble", VisibleText.wellFormed(trouble)));
            found.checkpoint().ifPresent(checkpoint -> checkpoint(node, checkpoint, found.from()));
        });
        return node;
    }

    private static void checkpoint(ObjectNode node, Checkpoint checkpoint, long from) {
        node.put("checked_from", from)
                .put("size", checkpoint.size())
                .put("root", checkpoint.root().base64())
                .put("checkpoint", checkpoint.toString());
    }
}
