// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may be told, by the Traffic Light Protocol 2.0; the later, the fewer.
 *
 * @see <a href="https://www.first.org/tlp/">FIRST, TLP 2.0</a>
 */
public enum TrafficLight {
    CLEAR("94868c89-83c2-464b-929b-a1a8aa3c8487", "613f2e26-407d-48c7-9eca-b8e91df99dc9"),
    GREEN("bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "34098fce-860f-48ae-8e50-ebd3cc5e41da"),
    AMBER("55d920b0-5e8b-4f79-9ee9-91f868d9b421", "f88d31f6-486f-44da-b317-01333bde0b82"),
    AMBER_STRICT("939a9414-2ddd-4d32-a0cd-375ea402b003", ""),
    RED("e828b379-4e03-4974-9ac4-e53a884c97c1", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed");

    /** The extension by which STIX 2.1 marks TLP 2.0. */
    static final String EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    static final String CREATED = "2022-10-01T00:00:00.000Z";

    private final String marking;
    private final String olderMarking;

    TrafficLight(String marking, String olderMarking) {
        this.marking = "marking-definition--" + marking;
        this.olderMarking = "marking-definition--" + olderMarking;
    }

    /** The label as STIX has it: clear, green, amber, amber+strict or red. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '+');
    }

    /** The id of the marking that OASIS published for it. */
    public String markingId() {
        return marking;
    }

    /** The light of a marking, of TLP 2.0 or of TLP 1 (white counts as clear); empty for any other marking. */
    public static Optional<TrafficLight> ofMarking(String markingId) {
        return Arrays.stream(values())
                .filter(light -> light.marking.equals(markingId) || light.olderMarking.equals(markingId))
                .findFirst();
    }

    /** Whichever of the two lets fewer people know. */
    public TrafficLight stricter(TrafficLight other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
