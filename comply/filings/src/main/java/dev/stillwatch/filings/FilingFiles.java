// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people write by hand: incidents, ledgers of compute, clusters and what a filing says, as JSON; read strictly.
 *
 * <p>All methods throw {@link StillwatchException} where a file is none of these, naming its place and not what stands there.
 */
public final class FilingFiles {
    private FilingFiles() {}

    /**
     * A ledger of compute.
     *
     * @param parents for each model those that it was made from
     */
    public record Ledger(List<ComputeEntry> entries, Optional<Map<String, Set<String>>> parents) {
        /** As what sums up. */
        public ComputeLedger ledger() {
            return new ComputeLedger(entries, parents.orElse(Map.of()));
        }
    }

    /** What a filing says. */
    public record Statement(String filer, List<Filing.Field> fields) {
        /** A filing for an obligation. */
        public Filing filing(Obligation obligation, RuleBook rules, Instant made) {
            return new Filing(obligation, filer, rules.version(), made, fields);
        }
    }

    /** @param name of the file, for messages */
    public static Incident incident(String json, String name) {
        return FilingJson.read(json, Incident.class, name);
    }

    /** @param name of the file, for messages */
    public static Ledger ledger(String json, String name) {
        Ledger ledger = FilingJson.read(json, Ledger.class, name);
        try {
            ledger.ledger();
        } catch (StillwatchException e) {
            throw new StillwatchException(name + ": " + e.getMessage(), e);
        }
        return ledger;
    }

    /** @param name of the file, for messages */
    public static Cluster cluster(String json, String name) {
        return FilingJson.read(json, Cluster.class, name);
    }

    /** @param name of the file, for messages */
    public static Statement statement(String json, String name) {
        return FilingJson.read(json, Statement.class, name);
    }

    /** @param name of the file, for messages */
    public static RuleBook rules(String json, String name) {
        return FilingJson.read(json, RuleBook.class, name);
    }

    /** A record of this module as JSON, the same text for equal records. */
    public static String json(Object record) {
        return FilingJson.write(record);
    }
}
