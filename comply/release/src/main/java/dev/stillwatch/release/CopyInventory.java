// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every copy of weights there is, as far as vault and releases know.
 *
 * @param problems what the two disagree on, in words
 */
public record CopyInventory(List<Copy> copies, List<String> problems) {
    /**
     * A copy.
     *
     * @param release for which it was made; empty for an original
     * @param holder who has it, by number, and in what state
     * @param keysOut bytes that keys were handed over for, each time counted
     */
    public record Copy(
            String artefact, String model, Optional<String> release, long bytes, String holder, long keysOut) {}

    public CopyInventory {
        copies = List.copyOf(copies);
        problems = List.copyOf(problems);
    }

    /** Lists them. */
    public static CopyInventory of(Vault vault, Collection<ReleaseHistory> releases) {
        Map<String, ReleaseHistory> byCopy = new HashMap<>();
        releases.forEach(history -> history.copy().ifPresent(copy -> byCopy.put(copy.copy(), history)));
        List<Copy> copies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<String> stored = vault.artefacts();
        for (String id : stored) {
            Manifest manifest = vault.manifest(id);
            ReleaseHistory history = byCopy.get(id);
            if (manifest.release().isPresent() && history == null) {
                problems.add(id + " was made for release " + manifest.release().get()
                        + ", which does not know it; remove it, or find the store that does");
            }
            copies.add(new Copy(
                    id,
                    manifest.model(),
                    manifest.release(),
                    manifest.bytes(),
                    history == null ? "original, held here" : holder(history),
                    history == null ? 0 : history.bytesReleased()));
        }
        for (ReleaseHistory history : releases) {
            ReleaseEvent.Copied copied = history.copy().orElse(null);
            if (copied != null && !stored.contains(copied.copy())) {
                if (history.destroyed().isEmpty()) {
                    problems.add(copied.copy() + " of release " + history.release() + " is not in this vault");
                }
                copies.add(new Copy(
                        copied.copy(),
                        history.request().orElseThrow().request().model(),
                        Optional.of(history.release()),
                        copied.bytes(),
                        holder(history),
                        history.bytesReleased()));
            }
        }
        return new CopyInventory(copies, problems);
    }

    private static String holder(ReleaseHistory history) {
        String party = history.request().orElseThrow().request().party().value();
        if (history.destroyed().isPresent()) {
            return "said to be destroyed at " + party + " ("
                    + history.destroyed().get().basis().label() + ")";
        }
        String keys = history.bytesReleased() > 0 ? "can be read" : "cannot be read";
        return "for " + party + ", " + keys + " there" + (history.recalled().isPresent() ? ", recalled" : "");
    }
}
