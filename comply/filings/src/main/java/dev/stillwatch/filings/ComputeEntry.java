// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;

/**
 * Compute spent, or planned, on one phase of a model.
 *
 * @param model that it went into
 * @param from when it began, or is to begin
 * @param until when it ended, or is to end
 * @param planned whether it has not been spent yet
 * @param methods one or two ways of counting; the first counts, the others check it
 * @param evidence where it can be looked up; never empty
 */
public record ComputeEntry(
        String id,
        String model,
        Phase phase,
        Instant from,
        Instant until,
        boolean planned,
        List<ComputeMethod> methods,
        String evidence) {
    public ComputeEntry {
        methods = List.copyOf(methods);
        if (id.isBlank() || model.isBlank() || evidence.isBlank()) {
            throw new StillwatchException("an entry of compute needs an id, a model, and its evidence");
        }
        if (methods.isEmpty()) {
            throw new StillwatchException("entry " + id + " does not say how its operations were counted");
        }
        if (until.isBefore(from)) {
            throw new StillwatchException("entry " + id + " ends before it begins");
        }
    }

    /** What it comes to. */
    public Operations operations() {
        return methods.getFirst().operations();
    }

    /** Whether the ways of counting contradict each other: their bounds do not even touch. */
    public boolean contradicted() {
        return methods.stream().anyMatch(method -> !method.operations().agreesWith(operations()));
    }

    /** What of it falls before a time, if it goes on evenly. */
    Operations before(Instant time) {
        if (!time.isAfter(from)) {
            return Operations.NONE;
        }
        if (!time.isBefore(until)) {
            return operations();
        }
        double all = until.toEpochMilli() - from.toEpochMilli();
        return operations().times((time.toEpochMilli() - from.toEpochMilli()) / all);
    }
}
