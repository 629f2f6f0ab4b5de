// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * One campaign as a JSON object: the members of the exchange-log contract in its order, then {@code verdict_means},
 * {@code links}, {@code timeline}, {@code window} and {@code lanes} where there are any.
 */
public final class CampaignJson {
    private CampaignJson() {}

    /** The object without line breaks: equal campaigns give equal text. */
    public static String text(Campaign campaign) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.compact(bytes)) {
            write(out, campaign);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException naming what is missing, if it is something else
     */
    public static Campaign parse(String text) {
        return read(JsonObject.parse(text));
    }

    static void write(JsonGenerator out, Campaign campaign) {
        out.writeStartObject();
        members(out, campaign);
        out.writeEndObject();
    }

    /** The members alone, {@code id} first. */
    static void members(JsonGenerator out, Campaign campaign) {
        Json.text(out, "id", campaign.id());
        out.writeStringProperty("verdict", campaign.verdict().label());
        Json.score(out, "score", campaign.score().nats());
        Json.probability(out, "p_value", campaign.pValue().value());
        Json.texts(out, "accounts", campaign.accounts());
        out.writeNumberProperty("exchanges", campaign.exchanges());
        out.writeNumberProperty("tokens_out", campaign.tokensOut());
        out.writeStringProperty("first_seen", campaign.firstSeen().toString());
        out.writeStringProperty("last_seen", campaign.lastSeen().toString());
        EvidenceJson.signals(out, campaign.signals());
        templates(out, campaign.templates());
        EvidenceJson.missing(out, campaign.missing());
        out.writeStringProperty("verdict_means", VerdictWords.meaning(campaign.verdict()));
        links(out, campaign.links());
        timeline(out, campaign.timeline());
        WindowJson.write(out, campaign.window());
        LanesJson.write(out, campaign.lanes());
    }

    private static void templates(JsonGenerator out, List<Campaign.Template> templates) {
        out.writeArrayPropertyStart("templates");
        for (Campaign.Template template : templates) {
            out.writeStartObject();
            Json.text(out, "skeleton", template.skeleton());
            out.writeNumberProperty("exchanges", template.exchanges());
            out.writeNumberProperty("accounts", template.accounts());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void links(JsonGenerator out, List<Campaign.Link> links) {
        out.writeArrayPropertyStart("links");
        for (Campaign.Link link : links) {
            out.writeStartObject();
            Json.text(out, "kind", link.kind());
            Json.text(out, "label", link.label());
            out.writeArrayPropertyStart("accounts");
            link.accounts().forEach(out::writeNumber);
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void timeline(JsonGenerator out, List<Campaign.HourCount> timeline) {
        out.writeArrayPropertyStart("timeline");
        for (Campaign.HourCount hour : timeline) {
            out.writeStartObject();
            out.writeStringProperty("hour", hour.hour().toString());
            out.writeNumberProperty("exchanges", hour.exchanges());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static Campaign read(JsonObject from) {
        return new Campaign(
                from.text("id"),
                AccountJson.verdict(from),
                new LogOdds(from.number("score")),
                new Probability(from.number("p_value")),
                from.list("accounts", String.class),
                from.whole("exchanges"),
                from.whole("tokens_out"),
                from.time("first_seen"),
                from.time("last_seen"),
                EvidenceJson.signals(from),
                from.list("templates", JsonObject.class).stream()
                        .map(template -> new Campaign.Template(
                                template.text("skeleton"),
                                template.whole("exchanges"),
                                Math.toIntExact(template.whole("accounts"))))
                        .toList(),
                EvidenceJson.missing(from),
                from.list("links", JsonObject.class).stream()
                        .map(link -> new Campaign.Link(
                                link.text("kind"),
                                link.text("label"),
                                link.list("accounts", Long.class).stream()
                                        .map(Math::toIntExact)
                                        .toList()))
                        .toList(),
                from.list("timeline", JsonObject.class).stream()
                        .map(hour -> new Campaign.HourCount(hour.time("hour"), hour.whole("exchanges")))
                        .toList(),
                WindowJson.read(from),
                LanesJson.read(from));
    }
}
