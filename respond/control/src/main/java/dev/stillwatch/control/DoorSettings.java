// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.doors.EnvoySettings;
import dev.stillwatch.doors.LiteLlmSettings;
import dev.stillwatch.doors.OtlpSettings;
import java.util.Objects;
import java.util.Optional;

/** The ways in beside the proxy; each is closed unless it is configured. Immutable. */
public record DoorSettings(
        Optional<EnvoySettings> envoy, Optional<LiteLlmSettings> liteLlm, Optional<OtlpSettings> otlp) {
    /** All closed. */
    public static final DoorSettings NONE = new DoorSettings(Optional.empty(), Optional.empty(), Optional.empty());

    public DoorSettings {
        Objects.requireNonNull(envoy, "envoy is null");
        Objects.requireNonNull(liteLlm, "liteLlm is null");
        Objects.requireNonNull(otlp, "otlp is null");
    }
}
