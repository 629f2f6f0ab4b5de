// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import tools.jackson.core.JsonGenerator;

/** Writes a pack, under the names that its YAML has, with underscores. */
final class PackJson {
    private PackJson() {}

    static void write(JsonGenerator out, PolicyPack pack) {
        out.writeStartObject();
        out.writeStringProperty("id", pack.id());
        out.writeStringProperty("version", pack.version().toString());
        out.writeStringProperty("title", pack.title());
        out.writeStringProperty("issuer", pack.issuer());
        pack.jurisdiction().ifPresent(jurisdiction -> out.writeStringProperty("jurisdiction", jurisdiction));
        out.writeArrayPropertyStart("source");
        pack.sources().forEach(source -> source(out, source));
        out.writeEndArray();
        out.writeStringProperty("status", pack.status().label());
        out.writeArrayPropertyStart("windows");
        pack.windows().forEach(window -> window(out, window));
        out.writeEndArray();
        out.writeStringProperty("mode", pack.mode().label());
        out.writeStringProperty("known_at", pack.knownAt().toString());
        pack.expires().ifPresent(expires -> out.writeStringProperty("expires", expires.toString()));
        PolicyJson.texts(out, "supersedes", pack.supersedes());
        out.writeStringProperty("sha256", pack.sha256());
        out.writeArrayPropertyStart("rules");
        pack.rules().forEach(rule -> rule(out, rule));
        out.writeEndArray();
        out.writeArrayPropertyStart("exemptions");
        pack.exemptions().forEach(exemption -> exemption(out, exemption));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void source(JsonGenerator out, PolicyPack.Source source) {
        out.writeStartObject();
        out.writeStringProperty("uri", source.uri());
        source.citation().ifPresent(citation -> out.writeStringProperty("citation", citation));
        source.retrieved().ifPresent(day -> out.writeStringProperty("retrieved", day.toString()));
        out.writeEndObject();
    }

    private static void window(JsonGenerator out, PolicyPack.StatusWindow window) {
        out.writeStartObject();
        out.writeStringProperty("from", window.from().toString());
        window.to().ifPresent(to -> out.writeStringProperty("to", to.toString()));
        out.writeStringProperty("status", window.status().label());
        window.basis().ifPresent(basis -> out.writeStringProperty("basis", basis));
        out.writeEndObject();
    }

    private static void rule(JsonGenerator out, Rule rule) {
        out.writeStartObject();
        out.writeStringProperty("id", rule.id());
        out.writeNumberProperty("priority", rule.priority());
        out.writeStringProperty("when", rule.when().toString());
        out.writeStringProperty("when_unknown", rule.appliesWhenUnknown() ? "apply" : "ask");
        CountermeasureJson.write(out, "then", rule.then());
        out.writeStringProperty("lasting", rule.lasting().toString());
        out.writeBooleanProperty("needs_approval", rule.needsApproval());
        out.writeStringProperty("reason", rule.reason());
        rule.citation().ifPresent(citation -> out.writeStringProperty("citation", citation));
        out.writeEndObject();
    }

    private static void exemption(JsonGenerator out, Exemption exemption) {
        out.writeStartObject();
        out.writeStringProperty("id", exemption.id());
        PolicyJson.texts(out, "rules", exemption.rules().stream().sorted().toList());
        out.writeStringProperty("when", exemption.when().toString());
        out.writeStringProperty("reason", exemption.reason());
        out.writeEndObject();
    }
}
