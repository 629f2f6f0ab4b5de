// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelsigning.FileDigest;
import dev.stillwatch.recipients.RegisteredCopy;
import dev.stillwatch.weights.LeakReading;
import dev.stillwatch.weights.LeakTrace;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.TraceVerdict;
import dev.stillwatch.weights.WeightKey;
import dev.stillwatch.weights.WeightKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for registered copies of a model in a leaked one: by its files' hashes, and by the marks in its weights. */
final class LeakSearch {
    private final List<RegisteredCopy> copies;
    private final WeightKeys keys;
    private final double error;

    /**
     * A search among copies.
     *
     * @param error allowed chance that any innocent recipient is accused by the marks
     */
    LeakSearch(List<RegisteredCopy> copies, WeightKeys keys, double error) {
        this.copies = List.copyOf(copies);
        this.keys = keys;
        this.error = error;
    }

    /** Copies that were marked the same way. */
    record Marking(int keyId, MarkSettings settings) {}

    /** A leaked file that is, byte for byte, one that a single recipient received. */
    record SameFile(String file, String recipient) {}

    /** What the marks of one way say. */
    record Heard(Marking marking, TraceVerdict verdict) {}

    /** @param others how many registered copies are of other originals */
    record Result(List<SameFile> same, List<Heard> heard, int others) {
        /** Whether anybody is named. */
        boolean named() {
            return !same.isEmpty() || heard.stream().anyMatch(each -> each.verdict() instanceof TraceVerdict.Named);
        }

        /** Whether it can be ruled out that one of these copies was handed on whole. */
        boolean nobody() {
            return same.isEmpty() && heard.stream().allMatch(each -> each.verdict() instanceof TraceVerdict.Nobody);
        }
    }

    Result search(ModelFiles original, ModelFiles leaked, Progress progress) {
        String root = WeightFileHashes.of(original, "the original", progress).root();
        List<RegisteredCopy> ours =
                copies.stream().filter(copy -> copy.original().equals(root)).toList();
        if (ours.isEmpty()) {
            throw new StillwatchException("the register holds no copy of this --original: its weight files must be"
                    + " byte for byte those that were marked, with hash " + root.substring(0, 16)
                    + "; see weights register list");
        }
        List<SameFile> same = sameFiles(
                WeightFileHashes.of(leaked, "the leaked model", progress).files(), ours);
        Map<Marking, Set<String>> recipients = new LinkedHashMap<>();
        for (RegisteredCopy copy : ours) {
            recipients
                    .computeIfAbsent(new Marking(copy.keyId(), copy.settings()), _ -> new TreeSet<>())
                    .add(copy.recipient().name());
        }
        List<Heard> heard = new ArrayList<>();
        // The allowed error is for all of them together.
        LeakTrace trace = new LeakTrace(error / recipients.size());
        recipients.forEach((marking, names) -> {
            LeakReading reading = LeakReading.of(
                    original,
                    leaked,
                    key(marking),
                    marking.settings(),
                    (weights, of) -> progress.stage(() -> String.format(
                            Locale.ROOT,
                            "reading marks: %,d of %,d million weights",
                            weights / 1_000_000,
                            of / 1_000_000)));
            progress.stage("comparing with " + WeightsInspectCommand.count(names.size(), "recipient"));
            heard.add(new Heard(marking, trace.verdict(reading, List.copyOf(names))));
        });
        return new Result(same, heard, copies.size() - ours.size());
    }

    private WeightKey key(Marking marking) {
        return keys.withId(marking.keyId())
                .orElseThrow(() -> new StillwatchException("copies were marked with key " + marking.keyId()
                        + ", which --key does not hold; name the keyset they were marked with"));
    }

    /** Only what one recipient alone received counts: a file without marks is the same for everybody. */
    private static List<SameFile> sameFiles(List<FileDigest> leaked, List<RegisteredCopy> ours) {
        Map<String, Set<String>> owners = new LinkedHashMap<>();
        for (RegisteredCopy copy : ours) {
            copy.markedFiles()
                    .forEach(sha256 -> owners.computeIfAbsent(sha256, _ -> new TreeSet<>())
                            .add(copy.recipient().name()));
        }
        List<SameFile> same = new ArrayList<>();
        for (FileDigest file : leaked) {
            Set<String> names = owners.getOrDefault(file.sha256(), Set.of());
            if (names.size() == 1) {
                same.add(new SameFile(file.name(), names.iterator().next()));
            }
        }
        return same;
    }
}
