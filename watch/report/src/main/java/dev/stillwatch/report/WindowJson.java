// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Window;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The stretch of time something was found in: a member {@code window} with {@code from} and {@code until}. */
final class WindowJson {
    private WindowJson() {}

    /** Writes the member; nothing for what was found in the whole. */
    static void write(JsonGenerator out, Optional<Window> window) {
        window.ifPresent(w -> {
            out.writeObjectPropertyStart("window");
            out.writeStringProperty("from", w.from().toString());
            out.writeStringProperty("until", w.until().toString());
            out.writeEndObject();
        });
    }

    static Optional<Window> read(JsonObject from) {
        if (!from.has("window")) {
            return Optional.empty();
        }
        JsonObject window = from.object("window");
        return Optional.of(new Window(window.time("from"), window.time("until")));
    }
}
