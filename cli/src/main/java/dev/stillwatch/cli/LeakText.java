// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.weights.Accused;
import dev.stillwatch.weights.LeakReading;
import dev.stillwatch.weights.TraceVerdict;
import dev.stillwatch.weights.TraceVerdict.CannotTell;
import dev.stillwatch.weights.TraceVerdict.Named;
import dev.stillwatch.weights.TraceVerdict.Nobody;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code weights trace} prints.
 *
 * @param error allowed chance that any innocent recipient is named
 */
record LeakText(LeakSearch.Result result, double error) {

    private List<Accused> accused() {
        return result.heard().stream()
                .map(LeakSearch.Heard::verdict)
                .flatMap(verdict -> verdict instanceof Named named ? named.accused().stream() : Stream.empty())
                .sorted(Comparator.comparingDouble(Accused::log10Chance))
                .toList();
    }

    private String verdict() {
        return result.named() ? "named" : result.nobody() ? "nobody" : "cannot-tell";
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        accused().forEach(each -> names.add(each.recipient()));
        result.same().forEach(each -> names.add(each.recipient()));
        return names;
    }

    String text(Path leaked) {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (verdict()) {
                    case "named" -> leaked + " was made of copies for: " + String.join(", ", names()) + "\n";
                    case "nobody" -> leaked + " is none of the registered copies, handed on whole\n";
                    default -> leaked + ": it cannot be told whose copy it is\n";
                });
        result.same()
                .forEach(each -> text.append("  ")
                        .append(each.recipient())
                        .append(": ")
                        .append(each.file())
                        .append(" is, byte for byte, the file made for this recipient alone\n"));
        accused()
                .forEach(each -> text.append(String.format(
                        Locale.ROOT,
                        "  %s: %.1f standard deviations, %.1f are needed; an innocent reaches that with a chance of at"
                                + " most 10^%.0f%n",
                        each.recipient(),
                        each.deviations(),
                        each.threshold(),
                        each.log10Chance())));
        result.heard().forEach(heard -> text.append(evidence(heard)));
        if (result.others() > 0) {
            text.append("not compared  ")
                    .append(WeightsInspectCommand.count(result.others(), "registered line"))
                    .append(" of other originals\n");
        }
        return text.toString();
    }

    private String evidence(LeakSearch.Heard heard) {
        TraceVerdict.Evidence evidence = heard.verdict().evidence();
        LeakReading.Comparison comparison = evidence.comparison();
        String reason = heard.verdict() instanceof CannotTell(String why, var _) ? "why           " + why + "\n" : "";
        return reason
                + String.format(
                        Locale.ROOT,
                        "compared      %s, key %d; chance that any innocent of them is named: at most %.0e%n"
                                + "weights       %,d of %,d that carry were found (%s), %s missing%n"
                                + "changed       by %.4f of their size on average%s%n"
                                + "mark          a mark of this key shows by %.1f standard deviations; one whole copy"
                                + " would score %.1f%n",
                        WeightsInspectCommand.count(evidence.recipients(), "recipient"),
                        heard.marking().keyId(),
                        evidence.error(),
                        comparison.weightsRead(),
                        comparison.weights(),
                        found(comparison.found()),
                        WeightsInspectCommand.count(comparison.missing().size(), "tensor"),
                        comparison.noise(),
                        comparison.prunedMatrices() == 0
                                ? ""
                                : ", " + WeightsInspectCommand.count(comparison.prunedMatrices(), "tensor") + " pruned",
                        evidence.presence(),
                        evidence.expected());
    }

    private static String found(Map<String, Integer> found) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(found)
                .forEach((how, count) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(how));
        return text.isEmpty() ? "none" : text.toString();
    }

    String json() {
        return EvidenceJson.line(json -> {
            json.writeStringProperty("verdict", verdict());
            json.writeNumberProperty("error", error);
            json.writeArrayPropertyStart("same_files");
            result.same().forEach(each -> {
                json.writeStartObject();
                json.writeStringProperty("file", each.file());
                json.writeStringProperty("recipient", each.recipient());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeArrayPropertyStart("accused");
            accused().forEach(each -> accused(json, each));
            json.writeEndArray();
            json.writeArrayPropertyStart("markings");
            result.heard().forEach(heard -> marking(json, heard));
            json.writeEndArray();
            json.writeNumberProperty("other_originals", result.others());
        });
    }

    private static void accused(JsonGenerator json, Accused each) {
        json.writeStartObject();
        json.writeStringProperty("recipient", each.recipient());
        json.writeNumberProperty("deviations", each.deviations());
        json.writeNumberProperty("threshold", each.threshold());
        json.writeNumberProperty("log10_chance", each.log10Chance());
        json.writeStringProperty("decoding", each.decoding().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    private static void marking(JsonGenerator json, LeakSearch.Heard heard) {
        TraceVerdict.Evidence evidence = heard.verdict().evidence();
        LeakReading.Comparison comparison = evidence.comparison();
        json.writeStartObject();
        switch (heard.verdict()) {
            case Named _ -> json.writeStringProperty("verdict", "named");
            case Nobody _ -> json.writeStringProperty("verdict", "nobody");
            case CannotTell unclear -> {
                json.writeStringProperty("verdict", "cannot-tell");
                json.writeStringProperty("why", unclear.reason());
            }
        }
        json.writeNumberProperty("key", heard.marking().keyId());
        WeightsRegisterListCommand.settings(json, heard.marking().settings());
        json.writeNumberProperty("recipients", evidence.recipients());
        json.writeNumberProperty("error", evidence.error());
        json.writeNumberProperty("presence", evidence.presence());
        json.writeNumberProperty("expected", evidence.expected());
        json.writeNumberProperty("weights_read", comparison.weightsRead());
        json.writeNumberProperty("weights", comparison.weights());
        json.writeNumberProperty("noise", comparison.noise());
        json.writeNumberProperty("pruned_tensors", comparison.prunedMatrices());
        json.writeArrayPropertyStart("missing");
        comparison.missing().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
