// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Signal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Signals and missing signals as JSON, the same wherever they stand: in a campaign, an account or an explanation. */
final class EvidenceJson {
    private static final Map<String, Channel> BY_LABEL =
            Arrays.stream(Channel.values()).collect(Collectors.toUnmodifiableMap(Channel::label, Function.identity()));

    private EvidenceJson() {}

    /** Each is {@code {name, log_odds, summary}}; a second signal of one channel is named {@code template 2}. */
    static void signals(JsonGenerator out, List<Signal> signals) {
        Map<Channel, Integer> seen = new EnumMap<>(Channel.class);
        out.writeArrayPropertyStart("signals");
        for (Signal signal : signals) {
            int number = seen.merge(signal.channel(), 1, Integer::sum);
            String label = signal.channel().label();
            out.writeStartObject();
            out.writeStringProperty("name", number == 1 ? label : label + " " + number);
            Json.score(out, "log_odds", signal.logOdds().nats());
            Json.text(out, "summary", signal.summary());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Each is {@code {name, reason}}. */
    static void missing(JsonGenerator out, List<MissingSignal> missing) {
        out.writeArrayPropertyStart("missing");
        for (MissingSignal signal : missing) {
            out.writeStartObject();
            out.writeStringProperty("name", signal.channel().label());
            Json.text(out, "reason", signal.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static List<Signal> signals(JsonObject from) {
        return from.list("signals", JsonObject.class).stream()
                .map(signal -> new Signal(
                        channel(signal.text("name")), new LogOdds(signal.number("log_odds")), signal.text("summary")))
                .toList();
    }

    static List<MissingSignal> missing(JsonObject from) {
        return from.list("missing", JsonObject.class).stream()
                .map(signal -> new MissingSignal(channel(signal.text("name")), signal.text("reason")))
                .toList();
    }

    private static Channel channel(String name) {
        int space = name.indexOf(' ');
        Channel channel = BY_LABEL.get(space < 0 ? name : name.substring(0, space));
        if (channel == null) {
            throw new IllegalArgumentException("signal has an unknown name");
        }
        return channel;
    }
}
