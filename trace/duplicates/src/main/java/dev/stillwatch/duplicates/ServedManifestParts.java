// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A {@link ServedManifest} while it is read or changed. Not thread-safe. */
final class ServedManifestParts {
    private long check;
    private int sampling = 1;
    long answers;
    long words;
    final List<String> models = new ArrayList<>();
    final NavigableMap<String, Long> served = new TreeMap<>();
    final NavigableMap<String, Long> common = new TreeMap<>();
    final NavigableMap<String, Long> inputs = new TreeMap<>();

    ServedManifestParts() {}

    ServedManifestParts(ServedManifest manifest) {
        check = manifest.check();
        sampling = manifest.sampling();
        answers = manifest.answers();
        words = manifest.words();
        models.addAll(manifest.models());
        served.putAll(manifest.served());
        common.putAll(manifest.common());
        inputs.putAll(manifest.inputs());
    }

    /** Takes a line; throws IllegalArgumentException or IndexOutOfBoundsException if it is none. */
    void line(String line) {
        String[] parts = line.split(" ", -1);
        switch (parts[0]) {
            case "key" -> check = Long.parseUnsignedLong(parts[1], 16);
            case "sampling" -> sampling = Integer.parseInt(parts[1]);
            case "answers" -> answers = Long.parseLong(parts[1]);
            case "words" -> words = Long.parseLong(parts[1]);
            case "model" -> models.add(ServedManifest.decoded(parts[1]));
            case "served" -> served.put(name(parts[1]), Long.parseLong(parts[2]));
            case "common" -> common.put(name(parts[1]), Long.parseLong(parts[2]));
            case "input" -> inputs.put(parts[1], Long.parseLong(parts[2]));
            default -> throw new IllegalArgumentException("unknown line");
        }
    }

    /** Only files of the folder itself. */
    private static String name(String name) {
        if (!name.matches("(served|common)-[0-9]{1,18}")) {
            throw new IllegalArgumentException("no file of an index");
        }
        return name;
    }

    ServedManifest whole() {
        return new ServedManifest(check, sampling, answers, words, models, served, common, inputs);
    }
}
