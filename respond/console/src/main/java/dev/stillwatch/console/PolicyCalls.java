// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.PolicyJson;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.report.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs may ask about policy: packs in use, and what another would do. */
final class PolicyCalls {
    private static final JsonMapper JSON = new JsonMapper();

    private final ConsoleParts parts;
    /* A trial keeps a processor busy for seconds: people's own must not wait for those of programs. */
    private final Semaphore free = new Semaphore(1);

    PolicyCalls(ConsoleParts parts) {
        this.parts = parts;
    }

    void mount(ProgramRoutes routes) {
        RunningParts service = parts.service();
        routes.get("/policy/packs", Role.VIEWER, _ -> new Reply.Json(PolicyJson.of(service.packs())))
                .post("/policy/preview", Role.ANALYST, this::preview)
                .post("/policy/refresh", Role.ADMINISTRATOR, visit -> {
                    ProgramBody.of(visit);
                    service.refresh();
                    return new Reply.Json(202, "{\"refresh\":\"requested\"}");
                });
    }

    private Reply preview(Visit visit) {
        String text = ProgramBody.of(visit, "pack").text("pack", TrialScreen.LONGEST_PACK);
        PolicyPack pack;
        try {
            pack = PolicyPack.parse("pack.yaml", text.getBytes(StandardCharsets.UTF_8));
        } catch (StillwatchException e) {
            throw Objection.wrong(VisibleText.ofLines(String.valueOf(e.getMessage())));
        }
        if (!free.tryAcquire()) {
            throw new StillwatchException("another program tries a pack now; wait some seconds, then try again");
        }
        try {
            return new Reply.Json(tried(visit, pack).toString());
        } finally {
            free.release();
        }
    }

    private ObjectNode tried(Visit visit, PolicyPack pack) {
        PackTrial trial = new PackTrial(parts.service().packs(), pack, visit.now(), System::nanoTime);
        ObjectNode node = JSON.createObjectNode().put("pack", pack.name());
        trial.resting().ifPresent(why -> node.put("resting", VisibleText.wellFormed(why)));
        ArrayNode replaces = node.putArray("replaces");
        trial.replaced().forEach(replaces::add);
        parts.service().assessment().map(trial::accounts).ifPresent(accounts -> {
            node.put("accounts", accounts.all());
            node.set("preview", JSON.readTree(PolicyJson.of(accounts.preview())));
        });
        PackTrial.Cases cases = trial.cases(parts.store());
        node.put("open_cases", cases.all()).put("cases_looked_at", cases.judged());
        ArrayNode hits = node.putArray("acts_on");
        cases.hits().forEach(hit -> {
            ArrayNode what = hits.addObject().put("case", hit.summary().id()).putArray("what");
            hit.what().forEach(words -> what.add(VisibleText.wellFormed(words)));
        });
        return node;
    }
}
