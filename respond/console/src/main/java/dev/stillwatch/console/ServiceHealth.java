// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a service runs on.
 *
 * @param doors all there can be, open or closed
 * @param certificates of this service's own addresses; none without TLS
 */
public record ServiceHealth(List<Door> doors, List<Certificate> certificates, Storage storage) {

    /** Ways in, by what each can see. */
    public enum Way {
        /** The reverse proxy. */
        GATEWAY,
        /** External processing of Envoy's. */
        ENVOY,
        /** A guardrail of LiteLLM's. */
        LITELLM,
        /** Exports of OpenTelemetry. */
        OTLP
    }

    /**
     * A way in.
     *
     * @param address where it listens; empty where it is closed
     * @param served exchanges let on, or taken, since the start
     * @param refused exchanges refused since the start
     * @param unwatched exchanges that went by unseen since the start
     */
    public record Door(Way way, Optional<String> address, long served, long refused, long unwatched) {
        public Door {
            Objects.requireNonNull(way, "way is null");
            Objects.requireNonNull(address, "address is null");
        }
    }

    /**
     * A certificate that a service shows.
     *
     * @param of what it is for, as the settings call it
     * @param until when it ends; empty where its file cannot be read now
     */
    public record Certificate(String of, String file, Optional<Instant> until) {
        public Certificate {
            Objects.requireNonNull(until, "until is null");
        }
    }

    /**
     * What is kept, and where.
     *
     * @param folder of everything that the service keeps
     * @param freeBytes left on its disk; negative where that cannot be told
     * @param totalBytes of its disk
     * @param storeReached whether the case store answers
     * @param auditPending records that the evidence log has not taken yet
     * @param failedSyncs how often the journal could not be forced to the disk
     * @param packs folder of policy packs
     * @param refusedPolicy why a changed pack is not in use
     */
    public record Storage(
            String folder,
            long freeBytes,
            long totalBytes,
            boolean storeReached,
            long auditPending,
            long failedSyncs,
            Optional<String> packs,
            Optional<String> refusedPolicy) {
        public Storage {
            Objects.requireNonNull(folder, "folder is null");
            Objects.requireNonNull(packs, "packs is null");
            Objects.requireNonNull(refusedPolicy, "refusedPolicy is null");
        }
    }

    public ServiceHealth {
        doors = List.copyOf(doors);
        certificates = List.copyOf(certificates);
        Objects.requireNonNull(storage, "storage is null");
    }
}
