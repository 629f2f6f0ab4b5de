// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.filings.Operations;
import dev.stillwatch.policy.FactName;
import dev.stillwatch.policy.FactValues;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a release is decided on; a value that is not there is unknown, which is not the same as no.
 *
 * <p>Written as JSON it can be decided on again, with the same result, when parties and lists have long changed. Holds
 * countries and standing of a party, not its name.
 *
 * @param known values by {@link ReleaseFact#path}: truths, texts, and lists of texts in order
 * @param operations that the model was trained with
 * @param listSnapshots hashes of the lists that the party was screened against; empty only where it was not screened
 * @param validUntil when something that this rests on expires of itself
 */
public record ReleaseFacts(
        String release,
        SortedMap<String, Object> known,
        Optional<Operations> operations,
        List<ReleaseRequest.Licence> licences,
        List<ReleaseRequest.Opinion> opinions,
        List<String> listSnapshots,
        Optional<Instant> validUntil) {
    public ReleaseFacts {
        SortedMap<String, Object> checked = new TreeMap<>();
        for (ReleaseFact fact : ReleaseFact.values()) {
            Object value = known.get(fact.path());
            if (value != null) {
                checked.put(fact.path(), checked(fact, value));
            }
        }
        if (checked.size() != known.size()) {
            throw new StillwatchException("facts of a release hold one that this version does not know");
        }
        known = Collections.unmodifiableSortedMap(checked);
        licences = List.copyOf(licences);
        opinions = List.copyOf(opinions);
        listSnapshots = List.copyOf(listSnapshots);
    }

    private static Object checked(ReleaseFact fact, Object value) {
        try {
            return FactValues.checked(fact, value);
        } catch (ClassCastException e) {
            throw new StillwatchException(fact.path() + " of a release is of another kind than it should be", e);
        }
    }

    /** A fact's value; empty when unknown. */
    Optional<Object> value(FactName fact) {
        return Optional.ofNullable(known.get(fact.path()));
    }

    /** Equal facts have equal hashes: SHA-256 of their JSON, in hex. */
    public String hash() {
        return ReleaseJson.sha256(ReleaseJson.write(this));
    }
}
