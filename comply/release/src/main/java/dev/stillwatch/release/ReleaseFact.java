// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static dev.stillwatch.policy.FactName.Kind.TEXT;
import static dev.stillwatch.policy.FactName.Kind.TEXTS;
import static dev.stillwatch.policy.FactName.Kind.TRUTH;

import dev.stillwatch.policy.FactName;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What rules on releases may ask about. */
public enum ReleaseFact implements FactName {
    /** A {@link ReleaseKind} by its label. Always known. */
    RELEASE_KIND("release.kind", TEXT),
    ITEM_MODEL("item.model", TEXT),
    /** Its classification, such as {@code 4E091}. */
    ITEM_CLASSIFICATION("item.classification", TEXT),
    /** Whether anybody can have the weights already. */
    ITEM_PUBLISHED("item.published", TRUTH),
    /** Whether some model with published weights is stronger. */
    ITEM_WEAKER_THAN_OPEN("item.weaker_than_open", TRUTH),
    PARTY_ID("party.id", TEXT),
    PARTY_KIND("party.kind", TEXT),
    /** Whether everything that identifies it is there and verified by somebody else. */
    PARTY_IDENTIFIED("party.identified", TRUTH),
    /** How screening stands; unknown when it was never screened. */
    PARTY_SCREENING("party.screening", TEXT),
    /** How the share that listed parties hold compares with half; unknown where half or more of an entity is in unknown hands. */
    PARTY_OWNERSHIP("party.ownership", TEXT),
    /** Whether listed parties hold anything of it. */
    PARTY_LISTED_HOLD("party.listed_hold", TRUTH),
    PARTY_JURISDICTION("party.jurisdiction", TEXT),
    PARTY_HEADQUARTERS("party.headquarters", TEXT),
    PARTY_ULTIMATE_PARENT("party.ultimate_parent", TEXT),
    /** Countries of a person's nationality, as far as somebody else has verified them; unknown when none. */
    PARTY_NATIONALITIES("party.nationalities", TEXTS),
    /** Countries in which a person may live for good, verified alike; known and empty when a nationality is known. */
    PARTY_RESIDENCES("party.residences", TEXTS),
    /** Where keys, copy or access go. */
    DESTINATION_COUNTRY("destination.country", TEXT),
    /** Countries in which weights or ciphertext are kept. */
    CUSTODY_COUNTRIES("custody.countries", TEXTS),
    /** {@link CustodyControl}s that somebody other than the recipient has verified. */
    CUSTODY_CONTROLS("custody.controls", TEXTS),
    /** {@link EndUseFlag}s that a reviewer found; unknown before anybody has looked. */
    END_USE_FLAGS("end_use.flags", TEXTS);

    /** The document that lists these. */
    static final String LISTED_IN = "docs/release.md";

    private final String path;
    private final Kind kind;

    ReleaseFact(String path, Kind kind) {
        this.path = path;
        this.kind = kind;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Set<String> closed() {
        return switch (this) {
            case RELEASE_KIND -> labels(ReleaseKind.values(), ReleaseKind::label);
            case PARTY_KIND -> Set.of("person", "entity");
            case PARTY_SCREENING -> Set.of("clear", "authorised", "open", "listed");
            case PARTY_OWNERSHIP -> Set.of("below", "crosses", "above");
            case CUSTODY_CONTROLS -> labels(CustodyControl.values(), CustodyControl::label);
            case END_USE_FLAGS -> labels(EndUseFlag.values(), EndUseFlag::label);
            default -> Set.of();
        };
    }

    private static <E> Set<String> labels(E[] values, Function<E, String> label) {
        return Arrays.stream(values).map(label).collect(Collectors.toUnmodifiableSet());
    }
}
