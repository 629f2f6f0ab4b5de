// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.canaries.Assignment;
import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.enforce.Canaries;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Canaries under a key that is the same in every run, and a record of those that were planted. */
final class PlantedCanaries {
    private static final String KEYSET = "{\"primaryKeyId\":7,\"key\":[{\"keyData\":{\"typeUrl\":"
            + "\"type.googleapis.com/google.crypto.tink.HmacPrfKey\",\"keyMaterialType\":\"SYMMETRIC\",\"value\":"
            + "\"EgIIAxogAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"},"
            + "\"outputPrefixType\":\"RAW\",\"keyId\":7,\"status\":\"ENABLED\"}]}";

    private final CanaryKeys keys = CanaryKeys.at("env:KEY", name -> KEYSET);

    /** Cohort, way and occasion of each, such as {@code a-1/0 CLOSING how-late}. */
    final Queue<String> planted = new ConcurrentLinkedQueue<>();

    final Canaries canaries = new Canaries(
            keys::assignment,
            (wordings, way, occasion) -> planted.add(wordings.cohort() + " " + way + " " + occasion.label()));

    /** What answers to a prompt end with for the first period of a measure. */
    String sentence(String measure, String prompt) {
        Assignment wordings = keys.assignment(new Cohort(measure, 0));
        return wordings.sentence(Occasion.of(prompt));
    }
}
