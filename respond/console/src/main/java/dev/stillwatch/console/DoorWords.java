// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.ServiceHealth.Way;

/** What each way in is called, and what it cannot see. */
final class DoorWords {
    private DoorWords() {}

    static String name(Way way) {
        return switch (way) {
            case GATEWAY -> "Gateway";
            case ENVOY -> "Envoy";
            case LITELLM -> "LiteLLM";
            case OTLP -> "OpenTelemetry";
        };
    }

    static String cannotSee(Way way) {
        return switch (way) {
            case GATEWAY -> "Whatever reaches the model server past it; handshakes, unless a trusted proxy names them.";
            case ENVOY ->
                "Bodies that Envoy's processing mode does not send, and addresses that it does not pass on."
                        + " Weaker where so: prompts, identity.";
            case LITELLM ->
                "Sampling settings, client addresses, token counts, and whether the model answered. Off: parameters,"
                        + " shared addresses; harvested volume is not known. It cannot change requests or answers.";
            case OTLP ->
                "Whatever the spans do not hold, often prompts and addresses. It watches afterwards: nothing that comes"
                        + " this way is refused or changed.";
        };
    }
}
