// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.filings.Operations;
import dev.stillwatch.parties.Basis;
import dev.stillwatch.parties.CountryCode;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests, facts and packs to test with. */
final class Releases {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final String GUARDS = "end-to-end-encrypted,dual-control,access-log";

    private static final LicenceEngine ENGINE = new LicenceEngine(shipped(), List.of());

    private Releases() {}

    /** The packs that come with the product. */
    static LicencePacks shipped() {
        return LicencePacks.load(Path.of("../../policy/releases"), TrustedKeys.NONE, UnsignedPacks.ALLOW);
    }

    /** One of them, with changes. */
    static LicencePack shipped(String name, String... replaced) {
        try {
            String yaml = Files.readString(Path.of("../../policy/releases", name));
            for (int i = 0; i < replaced.length; i += 2) {
                if (!yaml.contains(replaced[i])) {
                    throw new IllegalArgumentException(name + " does not have " + replaced[i]);
                }
                yaml = yaml.replace(replaced[i], replaced[i + 1]);
            }
            return LicencePack.parse(name, yaml.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LicenceEngine engine() {
        return ENGINE;
    }

    /** Facts of a release that nothing speaks against: an identified entity in Germany, weights that nobody published. */
    static Known clean() {
        return new Known()
                .with(ReleaseFact.RELEASE_KIND, "key-release")
                .with(ReleaseFact.ITEM_MODEL, "aurora-2")
                .with(ReleaseFact.ITEM_CLASSIFICATION, "4E091")
                .with(ReleaseFact.ITEM_PUBLISHED, false)
                .with(ReleaseFact.ITEM_WEAKER_THAN_OPEN, false)
                .with(ReleaseFact.PARTY_ID, "p-1")
                .with(ReleaseFact.PARTY_KIND, "entity")
                .with(ReleaseFact.PARTY_IDENTIFIED, true)
                .with(ReleaseFact.PARTY_SCREENING, "clear")
                .with(ReleaseFact.PARTY_OWNERSHIP, "below")
                .with(ReleaseFact.PARTY_LISTED_HOLD, false)
                .with(ReleaseFact.PARTY_JURISDICTION, "DE")
                .with(ReleaseFact.PARTY_HEADQUARTERS, "DE")
                .with(ReleaseFact.PARTY_ULTIMATE_PARENT, "DE")
                .with(ReleaseFact.DESTINATION_COUNTRY, "DE")
                .with(ReleaseFact.CUSTODY_COUNTRIES, List.of("DE"))
                .with(ReleaseFact.CUSTODY_CONTROLS, List.of(GUARDS.split(",")))
                .with(ReleaseFact.END_USE_FLAGS, List.of());
    }

    /** Facts in the making. */
    static final class Known {
        private final SortedMap<String, Object> values = new TreeMap<>();
        private Optional<Operations> operations = Optional.of(new Operations(1e25, 1e25, 1e25));
        private List<ReleaseRequest.Licence> licences = List.of();
        private List<ReleaseRequest.Opinion> opinions = List.of();
        private List<String> lists = List.of("OFAC_SDN 00ff");

        Known with(ReleaseFact fact, Object value) {
            values.put(fact.path(), value);
            return this;
        }

        Known without(ReleaseFact fact) {
            values.remove(fact.path());
            return this;
        }

        Known operations(double low, double high) {
            operations = Optional.of(new Operations(low, (low + high) / 2, high));
            return this;
        }

        Known operationsUnknown() {
            operations = Optional.empty();
            return this;
        }

        Known licence(String rule) {
            licences =
                    List.of(new ReleaseRequest.Licence("D1", Set.of(rule), NOW.plus(Duration.ofDays(10)), "archive 9"));
            return this;
        }

        Known opinion(String rule) {
            opinions = List.of(
                    new ReleaseRequest.Opinion("eve", Set.of(rule), "looked into", NOW.plus(Duration.ofDays(20))));
            return this;
        }

        Known notScreened() {
            lists = List.of();
            return without(ReleaseFact.PARTY_SCREENING);
        }

        ReleaseFacts facts() {
            return new ReleaseFacts("r-1", values, operations, licences, opinions, lists, Optional.empty());
        }
    }

    static ReleaseRequest request(ReleaseKind kind) {
        return new ReleaseRequest(
                "r-1",
                new PartyId("p-1"),
                "aurora-2",
                kind,
                Optional.of(new CountryCode("DE")),
                Optional.of(Set.of(new CountryCode("DE"))),
                new ReleaseRequest.EndUse("measuring", Optional.of(Set.of()), Optional.of("ann")),
                Optional.of(List.of(
                        control(CustodyControl.END_TO_END_ENCRYPTED),
                        control(CustodyControl.DUAL_CONTROL),
                        control(CustodyControl.ACCESS_LOG))),
                Optional.empty(),
                Optional.empty(),
                "bob");
    }

    private static ReleaseRequest.Control control(CustodyControl control) {
        return new ReleaseRequest.Control(control, Basis.THIRD_PARTY, "audit 7");
    }

    static Item item() {
        return new Item(
                "aurora-2",
                Optional.of("4E091"),
                false,
                Optional.of(false),
                Optional.of(new Operations(1e25, 1e25, 1e25)),
                "memo 12");
    }

    static ReleaseEvent.Requested requested(ReleaseKind kind) {
        return new ReleaseEvent.Requested(request(kind), item());
    }

    static ReleaseEvent.Decided decided(Known known) {
        ReleaseFacts facts = known.facts();
        return new ReleaseEvent.Decided(engine().decide(facts, NOW, NOW), facts);
    }

    /** A decision within limits, of which nothing else asks anything. */
    static ReleaseEvent.Decided decided(ReleaseLimits limits, Instant at, Duration lasting) {
        ReleaseFacts facts = clean().facts();
        return new ReleaseEvent.Decided(
                new LicenceDecision(
                        "r-1",
                        limits.unlimited()
                                ? LicenceDecision.Outcome.ALLOW
                                : LicenceDecision.Outcome.ALLOW_WITH_CONDITIONS,
                        facts.hash(),
                        facts.listSnapshots(),
                        List.of(),
                        limits,
                        engine().decide(facts, NOW, NOW).trace(),
                        at,
                        at,
                        at.plus(lasting)),
                facts);
    }
}
