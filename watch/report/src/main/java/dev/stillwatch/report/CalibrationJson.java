// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** calibration.json: what the verdicts rest on and what was read, one object. */
final class CalibrationJson {
    private CalibrationJson() {}

    /** What the file holds. */
    record Grounds(Calibration calibration, ScanFacts facts, List<MissingSignal> missing) {}

    static void write(JsonGenerator out, Grounds grounds) {
        out.writeStartObject();
        out.writeName("calibration");
        calibration(out, grounds.calibration());
        out.writeName("scan");
        scan(out, grounds.facts());
        EvidenceJson.missing(out, grounds.missing());
        out.writeEndObject();
    }

    static void calibration(JsonGenerator out, Calibration calibration) {
        out.writeStartObject();
        Json.text(out, "source", calibration.source());
        out.writeNumberProperty("accounts", calibration.accounts());
        Json.probability(
                out, "false_positive_rate", calibration.falsePositiveRate().value());
        Json.score(out, "threshold", calibration.threshold().nats());
        Json.probability(out, "achievable", calibration.achievable().value());
        out.writeArrayPropertyStart("strata");
        for (Calibration.Stratum stratum : calibration.strata()) {
            out.writeStartObject();
            out.writeNumberProperty("from_exchanges", stratum.from());
            out.writeNumberProperty("accounts", stratum.accounts());
            Json.score(out, "threshold", stratum.threshold().nats());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("groups", calibration.groups());
        out.writeName("drift");
        DriftJson.write(out, calibration.drift());
        out.writeEndObject();
    }

    private static void scan(JsonGenerator out, ScanFacts facts) {
        out.writeStartObject();
        Json.text(out, "version", facts.version());
        Json.texts(out, "inputs", facts.inputs());
        Json.texts(out, "baseline", facts.baseline());
        out.writeNumberProperty("records", facts.records());
        out.writeNumberProperty("malformed", facts.malformed());
        out.writeArrayPropertyStart("malformed_places");
        for (ScanFacts.MalformedPlace place : facts.malformedPlaces()) {
            out.writeStartObject();
            Json.text(out, "place", place.place());
            Json.text(out, "reason", place.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("duplicates", facts.duplicates());
        facts.range().ifPresent(range -> {
            out.writeStringProperty("first_seen", range.first().toString());
            out.writeStringProperty("last_seen", range.last().toString());
        });
        out.writeNumberProperty("elapsed_ms", facts.elapsed().toMillis());
        out.writeNumberProperty("price_per_million_output_tokens", facts.price().perMillion());
        Json.text(out, "currency", facts.price().currency());
        out.writeEndObject();
    }

    static Grounds read(JsonObject from) {
        return new Grounds(
                calibration(from.object("calibration")), facts(from.object("scan")), EvidenceJson.missing(from));
    }

    private static Calibration calibration(JsonObject from) {
        Calibration calibration = new Calibration(
                from.text("source"),
                Math.toIntExact(from.whole("accounts")),
                new Probability(from.number("false_positive_rate")),
                new LogOdds(from.number("threshold")),
                new Probability(from.number("achievable")));
        // Reports of earlier versions end here.
        return !from.has("drift")
                ? calibration
                : new Calibration(
                        calibration.source(),
                        calibration.accounts(),
                        calibration.falsePositiveRate(),
                        calibration.threshold(),
                        calibration.achievable(),
                        from.list("strata", JsonObject.class).stream()
                                .map(stratum -> new Calibration.Stratum(
                                        stratum.whole("from_exchanges"),
                                        Math.toIntExact(stratum.whole("accounts")),
                                        new LogOdds(stratum.number("threshold"))))
                                .toList(),
                        Math.toIntExact(from.whole("groups")),
                        DriftJson.read(from.object("drift")));
    }

    private static ScanFacts facts(JsonObject scan) {
        return new ScanFacts(
                scan.text("version"),
                scan.list("inputs", String.class),
                scan.list("baseline", String.class),
                scan.whole("records"),
                scan.whole("malformed"),
                scan.list("malformed_places", JsonObject.class).stream()
                        .map(place -> new ScanFacts.MalformedPlace(place.text("place"), place.text("reason")))
                        .toList(),
                scan.whole("duplicates"),
                scan.has("first_seen")
                        ? Optional.of(new ScanFacts.TimeRange(scan.time("first_seen"), scan.time("last_seen")))
                        : Optional.empty(),
                Duration.ofMillis(scan.whole("elapsed_ms")),
                new ScanFacts.OutputPrice(scan.number("price_per_million_output_tokens"), scan.text("currency")));
    }
}
