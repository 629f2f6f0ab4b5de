// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import tools.jackson.core.JsonGenerator;

/** A calibration as a JSON object with every number in full. */
final class ExactCalibration {
    private ExactCalibration() {}

    static void write(JsonGenerator out, Calibration calibration) {
        out.writeStartObject();
        Json.text(out, "source", calibration.source());
        out.writeNumberProperty("accounts", calibration.accounts());
        out.writeNumberProperty(
                "false_positive_rate", calibration.falsePositiveRate().value());
        out.writeNumberProperty("threshold", calibration.threshold().nats());
        out.writeNumberProperty("achievable", calibration.achievable().value());
        out.writeArrayPropertyStart("strata");
        for (Calibration.Stratum stratum : calibration.strata()) {
            out.writeStartObject();
            out.writeNumberProperty("from_exchanges", stratum.from());
            out.writeNumberProperty("accounts", stratum.accounts());
            out.writeNumberProperty("threshold", stratum.threshold().nats());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("groups", calibration.groups());
        out.writeNumberProperty("customers", calibration.drift().customers());
        out.writeArrayPropertyStart("changes");
        for (BaselineDrift.Change change : calibration.drift().changes()) {
            out.writeStartObject();
            Json.text(out, "trait", change.trait());
            // As text: alone among these numbers nothing keeps it from being infinite.
            out.writeStringProperty("effect", Double.toString(change.effect()));
            out.writeNumberProperty("p_value", change.pValue().value());
            out.writeBooleanProperty("moved", change.moved());
            out.writeEndObject();
        }
        out.writeEndArray();
        Json.text(out, "drift_reason", calibration.drift().reason());
        out.writeEndObject();
    }

    static Calibration read(JsonObject from) {
        return new Calibration(
                from.text("source"),
                Math.toIntExact(from.whole("accounts")),
                new Probability(from.number("false_positive_rate")),
                new LogOdds(from.number("threshold")),
                new Probability(from.number("achievable")),
                from.list("strata", JsonObject.class).stream()
                        .map(stratum -> new Calibration.Stratum(
                                stratum.whole("from_exchanges"),
                                Math.toIntExact(stratum.whole("accounts")),
                                new LogOdds(stratum.number("threshold"))))
                        .toList(),
                Math.toIntExact(from.whole("groups")),
                new BaselineDrift(
                        Math.toIntExact(from.whole("customers")),
                        from.list("changes", JsonObject.class).stream()
                                .map(change -> new BaselineDrift.Change(
                                        change.text("trait"),
                                        Double.parseDouble(change.text("effect")),
                                        new Probability(change.number("p_value")),
                                        change.truth("moved")))
                                .toList(),
                        from.text("drift_reason")));
    }
}
