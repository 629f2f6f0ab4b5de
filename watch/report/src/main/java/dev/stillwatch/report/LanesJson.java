// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * When some members were active: a member {@code lanes}, each with the position of its {@code account}, the {@code first}
 * hour, {@code hours} since then and the {@code exchanges} in each. Written so because forty lanes of times in full would
 * be most of a small campaign.
 */
final class LanesJson {
    private LanesJson() {}

    /** Writes the member; nothing where no lanes were kept. */
    static void write(JsonGenerator out, List<Campaign.Lane> lanes) {
        if (lanes.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("lanes");
        for (Campaign.Lane lane : lanes) {
            out.writeStartObject();
            out.writeNumberProperty("account", lane.account());
            if (!lane.hours().isEmpty()) {
                Instant first = lane.hours().getFirst().hour();
                out.writeStringProperty("first", first.toString());
                out.writeArrayPropertyStart("hours");
                lane.hours()
                        .forEach(hour -> out.writeNumber(
                                Duration.between(first, hour.hour()).toHours()));
                out.writeEndArray();
                out.writeArrayPropertyStart("exchanges");
                lane.hours().forEach(hour -> out.writeNumber(hour.exchanges()));
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** None where there is no such member: earlier versions wrote none. */
    static List<Campaign.Lane> read(JsonObject from) {
        return from.has("lanes")
                ? from.list("lanes", JsonObject.class).stream()
                        .map(LanesJson::lane)
                        .toList()
                : List.of();
    }

    private static Campaign.Lane lane(JsonObject from) {
        int account = Math.toIntExact(from.whole("account"));
        if (!from.has("first")) {
            return new Campaign.Lane(account, List.of());
        }
        Instant first = from.time("first");
        List<Long> hours = from.list("hours", Long.class);
        List<Long> exchanges = from.list("exchanges", Long.class);
        if (hours.size() != exchanges.size()) {
            throw new IllegalArgumentException("member lanes holds hours and exchanges of different number");
        }
        List<Campaign.HourCount> counts = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            counts.add(new Campaign.HourCount(first.plus(Duration.ofHours(hours.get(i))), exchanges.get(i)));
        }
        return new Campaign.Lane(account, counts);
    }
}
