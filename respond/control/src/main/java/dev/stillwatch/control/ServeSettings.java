// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.console.AdminUser;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.gateway.TokenAuthentication;
import dev.stillwatch.gateway.Upstream;
import dev.stillwatch.kafka.KafkaSettings;
import dev.stillwatch.live.JournalSettings;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.UnsignedPacks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be said about a service, from one YAML file or built in code. Immutable.
 *
 * @param rates how many requests are served at most
 * @param trustedPeers addresses of one's own proxies
 * @param whenBlind what is done with requests while nobody watches: no default, since both choices hurt somebody
 * @param sealReasoning whether reasoning blocks are sealed for every account, not only where a measure says so
 * @param state folder of everything that is kept
 * @param doors ways in beside the proxy
 * @param telemetry where traces of requests go; empty for none
 * @param drain how long requests may take to end when the service is told to stop
 */
public record ServeSettings(
        Listening listening,
        Upstream upstream,
        Accounts accounts,
        ProxyLimits limits,
        Rates rates,
        Set<String> trustedPeers,
        FailureMode whenBlind,
        boolean passUnknownPaths,
        boolean sealReasoning,
        Path state,
        Detection detection,
        Policy policy,
        Cases cases,
        Admin admin,
        DoorSettings doors,
        Optional<Telemetry> telemetry,
        Duration drain) {

    /** How accounts are told apart. */
    public sealed interface Proof {
        /** By API key. */
        record ApiKey() implements Proof {}

        /**
         * By a signed token.
         *
         * @param keys file with the issuer's keys, a JSON Web Key Set
         */
        record Token(Path keys, TokenAuthentication.Rules rules) implements Proof {}

        /** By the client's certificate. */
        record ClientCertificate() implements Proof {}
    }

    /**
     * Whose requests are whose.
     *
     * @param register what is known of accounts: a CSV file, see {@link AccountRegister}
     */
    public record Accounts(Proof proof, Optional<Path> register) {}

    /**
     * How traffic is judged.
     *
     * @param falsePositives rate of innocent accounts at which the verdict distillation is calibrated
     * @param benignFor how long an account that a person found benign is not accused
     * @param job detection by a job that many gateways share; empty for a detector of this process's own
     */
    public record Detection(
            LiveSettings live,
            JournalSettings journal,
            Probability falsePositives,
            Duration benignFor,
            Alarms alarms,
            Optional<Job> job) {
        /** By a detector of this process's own. */
        public Detection(
                LiveSettings live,
                JournalSettings journal,
                Probability falsePositives,
                Duration benignFor,
                Alarms alarms) {
            this(live, journal, falsePositives, benignFor, alarms, Optional.empty());
        }
    }

    /**
     * How a job that detects for many gateways is reached.
     *
     * @param servers Kafka's, {@code host:port} with commas between
     * @param group the same for all gateways on one case store
     * @param properties file of more client properties, read at the start
     */
    public record Job(String servers, KafkaSettings.Topics topics, String group, Optional<Path> properties) {}

    /**
     * When what was found may be acted on, see {@link AlarmBudget}.
     *
     * @param period for which the share of false alarms is bounded
     * @param every least time between two looks at what was found
     */
    public record Alarms(Duration period, Duration every) {
        /** A week, looked at every six hours. */
        public static final Alarms DEFAULTS = new Alarms(Duration.ofDays(7), Duration.ofHours(6));

        public Alarms {
            if (!every.isPositive() || period.compareTo(every) < 0) {
                throw new IllegalArgumentException("alarms every " + every + " in periods of " + period);
            }
        }
    }

    /**
     * What follows from what was found.
     *
     * @param packs folder of policy packs; empty for none: then only people decide
     * @param trustedKeys public keys whose signatures on packs count
     * @param refresh how often the folder is looked at
     * @param canaryKey address of the key that chooses canaries; empty for a file in the state folder
     */
    public record Policy(
            Optional<Path> packs,
            List<Path> trustedKeys,
            UnsignedPacks unsigned,
            Duration refresh,
            Optional<String> canaryKey) {
        /** With the canary key in the state folder. */
        public Policy(Optional<Path> packs, List<Path> trustedKeys, UnsignedPacks unsigned, Duration refresh) {
            this(packs, trustedKeys, unsigned, refresh, Optional.empty());
        }

        public Policy {
            trustedKeys = List.copyOf(trustedKeys);
        }
    }

    /**
     * Where cases are kept.
     *
     * @param store URL; empty for a SQLite file in the state folder
     * @param keys address of the key that evidence is encrypted under; empty for a file in the state folder
     */
    public record Cases(Optional<String> store, Optional<String> keys, EvidenceLimits limits) {}

    /**
     * Where people and machines ask the service about itself.
     *
     * @param users who may; nobody but health and metrics where there are none
     * @param requestsPerMinute of each user at most
     * @param banner what stands on top of every page of the console; empty for nothing
     */
    public record Admin(Listening listening, List<AdminUser> users, int requestsPerMinute, Optional<String> banner) {
        public Admin {
            users = List.copyOf(users);
        }

        /** Without a banner. */
        public Admin(Listening listening, List<AdminUser> users, int requestsPerMinute) {
            this(listening, users, requestsPerMinute, Optional.empty());
        }
    }

    /**
     * How many requests are served at most, whatever was found or decided: size them by how many answers a copy needs.
     *
     * @param perAccount of each account
     * @param overall of all accounts together
     */
    public record Rates(Optional<Throttle> perAccount, Optional<Throttle> overall) {
        /** Any number. */
        public static final Rates UNLIMITED = new Rates(Optional.empty(), Optional.empty());
    }

    /**
     * Where traces of requests go.
     *
     * @param otlp URL of a collector that takes OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces
     * @param sampled share of requests that is traced, above 0 to 1
     * @param service name of this service in traces
     */
    public record Telemetry(URI otlp, double sampled, String service) {
        public Telemetry {
            boolean http = "http".equals(otlp.getScheme()) || "https".equals(otlp.getScheme());
            if (!http || otlp.getHost() == null || otlp.getRawUserInfo() != null) {
                throw new IllegalArgumentException("otlp is not a URL of a collector");
            }
            if (!(sampled > 0 && sampled <= 1)) {
                throw new IllegalArgumentException("sampled is " + sampled + ", must be above 0 to 1");
            }
            if (service.isBlank()) {
                throw new IllegalArgumentException("service is blank");
            }
        }
    }

    /** Usual settings before a model server. */
    public static ServeSettings before(URI upstream, FailureMode whenBlind, Path state) {
        return new ServeSettings(
                new Listening("127.0.0.1", 8080, Optional.empty()),
                Upstream.at(upstream),
                new Accounts(new Proof.ApiKey(), Optional.empty()),
                ProxyLimits.DEFAULTS,
                Rates.UNLIMITED,
                Set.of(),
                whenBlind,
                false,
                false,
                state,
                new Detection(
                        LiveSettings.DEFAULTS,
                        JournalSettings.DEFAULTS,
                        new Probability(0.001),
                        ConfirmedBenign.USUALLY_LASTING,
                        Alarms.DEFAULTS),
                new Policy(Optional.empty(), List.of(), UnsignedPacks.REFUSE, Duration.ofSeconds(5)),
                new Cases(Optional.empty(), Optional.empty(), EvidenceLimits.DEFAULTS),
                new Admin(new Listening("127.0.0.1", 9464, Optional.empty()), List.of(), 120),
                DoorSettings.NONE,
                Optional.empty(),
                Duration.ofSeconds(30));
    }

    /** The same at other addresses and with other policy. */
    public ServeSettings with(Listening clients, Listening adminAddress, Optional<Path> packs, UnsignedPacks unsigned) {
        return new ServeSettings(
                clients,
                upstream,
                accounts,
                limits,
                rates,
                trustedPeers,
                whenBlind,
                passUnknownPaths,
                sealReasoning,
                state,
                detection,
                new Policy(packs, policy.trustedKeys(), unsigned, policy.refresh(), policy.canaryKey()),
                cases,
                new Admin(adminAddress, admin.users(), admin.requestsPerMinute(), admin.banner()),
                doors,
                telemetry,
                drain);
    }
}
