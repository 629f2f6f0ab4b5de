// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.distill.DistillOutcome.Row;
import dev.stillwatch.distill.HarvestResult.Usefulness;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An outcome for programs. */
public final class OutcomeJson {
    private static final JsonMapper JSON = new JsonMapper();

    private OutcomeJson() {}

    /** One object, indented, ending with a line break. */
    public static String of(DistillOutcome outcome) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("plan")
                .put("accounts", outcome.plan().accounts())
                .put("benign", outcome.plan().benign())
                .put("exchanges", outcome.plan().exchanges())
                .put("lasts", outcome.plan().lasts().toString())
                .put("before", outcome.plan().before().toString())
                .put("assess_every", outcome.plan().assessEvery().toString())
                .put("alarm_period", outcome.plan().alarmPeriod().toString())
                .put("approval_after", outcome.plan().approvalAfter().toString())
                .put("throttled_to_one_in", outcome.plan().throttle().toString())
                .put("seed", outcome.plan().seed());
        root.set("teacher", accuracy(outcome.teacherAccuracy()).put("operations", outcome.teacherOperations()));
        ArrayNode rows = root.putArray("responses");
        outcome.rows().forEach(row -> rows.add(row(row)));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static ObjectNode row(Row row) {
        ObjectNode node = JSON.createObjectNode()
                .put("response", row.defence().label())
                .put("sent", row.sent())
                .put("received", row.received());
        ArrayNode students = node.putArray("students");
        row.curve().forEach(point -> students.add(student(point)));
        row.otherways().forEach(point -> students.add(student(point)));
        ObjectNode benign = node.putObject("benign");
        benign.set("on_campaign", usefulness(row.onCampaign()));
        row.onEverybody().ifPresent(usefulness -> benign.set("on_everybody", usefulness(usefulness)));
        row.detection().ifPresent(detection -> {
            ObjectNode found = node.putObject("detection");
            detection.found().ifPresent(after -> found.put("found_after", after.toString()));
            detection.suspended().ifPresent(after -> found.put("suspended_after", after.toString()));
            detection.last().ifPresent(after -> found.put("last_suspended_after", after.toString()));
            found.put("accounts", detection.accounts()).put("benign_hit", detection.benignHit());
        });
        return node;
    }

    private static ObjectNode student(CurvePoint point) {
        ObjectNode node = accuracy(point.student())
                .put("way", point.way().name().toLowerCase(Locale.ROOT))
                .put("exchanges", point.exchanges())
                .put("lessons", point.lessons())
                .put("of_teacher", point.share());
        node.putArray("of_teacher_interval")
                .add(point.shareInterval().low())
                .add(point.shareInterval().high());
        return node.put("operations", point.operations()).put("compute_of_teacher", point.cost());
    }

    private static ObjectNode accuracy(Accuracy accuracy) {
        return JSON.createObjectNode().put("right", accuracy.right()).put("problems", accuracy.problems());
    }

    private static ObjectNode usefulness(Usefulness usefulness) {
        return JSON.createObjectNode()
                .put("requests", usefulness.requests())
                .put("served", usefulness.served())
                .put("problems", usefulness.problems())
                .put("right", usefulness.right())
                .put("steps_asked_for", usefulness.steps())
                .put("steps_seen", usefulness.stepsSeen())
                .put("logprobs_asked_for", usefulness.logprobs())
                .put("logprobs_seen", usefulness.logprobsSeen());
    }
}
