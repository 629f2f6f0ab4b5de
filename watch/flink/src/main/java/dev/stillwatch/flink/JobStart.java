// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How a job is started: what it is to do, and what it may use.
 *
 * @param job what it reads, keeps and writes
 * @param slots how many tasks of each step work side by side, 1 to 720
 * @param folder where checkpoints and savepoints go, each in a folder of its own below; the cluster's own choice if absent
 * @param checkpointEvery from one checkpoint to the next; findings can be read from then on
 * @param savepoint the savepoint or checkpoint to go on from
 * @param store where state is kept
 * @param options of Flink, by their names; they win over what follows from the rest
 */
public record JobStart(
        JobSettings job,
        int slots,
        Optional<URI> folder,
        Duration checkpointEvery,
        Optional<String> savepoint,
        StateStore store,
        Map<String, String> options) {

    /** How far a job can ever be spread; savepoints of another number do not fit. */
    static final int MOST_TASKS = 720;

    public JobStart {
        if (slots < 1 || slots > MOST_TASKS) {
            throw new StillwatchException("a job needs 1 to " + MOST_TASKS + " slots, not " + slots);
        }
        if (checkpointEvery.toMillis() < 1) {
            throw new StillwatchException("checkpoints must be some time apart, not " + checkpointEvery);
        }
        options = Map.copyOf(options);
    }

    /** Where savepoints go below the folder. */
    public static URI savepoints(URI folder) {
        return below(folder, "savepoints");
    }

    /** Where checkpoints go below the folder, each job's in one of its own. */
    public static URI checkpoints(URI folder) {
        return below(folder, "checkpoints");
    }

    private static URI below(URI folder, String name) {
        String whole = folder.toString();
        return URI.create(whole.endsWith("/") ? whole + name : whole + "/" + name);
    }

    /** The same as options of Flink. */
    Configuration configuration() {
        Configuration all = new Configuration();
        all.set(PipelineOptions.MAX_PARALLELISM, MOST_TASKS);
        all.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
        // So that one can go on from the last of them when there was no time for a savepoint.
        all.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        folder.ifPresent(given -> {
            all.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    checkpoints(given).toString());
            all.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepoints(given).toString());
        });
        savepoint.ifPresent(given -> all.set(StateRecoveryOptions.SAVEPOINT_PATH, given));
        switch (store) {
            case USUAL -> {}
            case HEAP -> all.set(StateBackendOptions.STATE_BACKEND, "hashmap");
            case ROCKSDB -> {
                all.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
                all.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
            }
        }
        options.forEach(all::setString);
        return all;
    }

    /** Puts the job into an environment that was made with {@link #configuration}. */
    void define(StreamExecutionEnvironment environment) {
        environment.setParallelism(slots);
        DetectionJob.define(environment, job);
    }
}
