// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;

/** A job on a cluster. Not thread-safe; usable until the {@link FlinkCluster} is closed. */
public final class RunningJob {
    private static final Duration SAVING = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 200;

    private final FlinkCluster cluster;
    private final RestClusterClient<StandaloneClusterId> client;
    private final JobID id;

    RunningJob(FlinkCluster cluster, RestClusterClient<StandaloneClusterId> client, JobID id) {
        this.cluster = cluster;
        this.client = client;
        this.id = id;
    }

    /** How far a job has come. */
    public enum Phase {
        /** Not all of its tasks run yet, for the first time or after one of them failed. */
        STARTING,
        /** All of its tasks run. */
        RUNNING,
        /** It failed and is started again. */
        RESTARTING,
        /** It failed for good. */
        FAILED,
        /** It was stopped. */
        ENDED
    }

    /** 32 hexadecimal digits. */
    public String id() {
        return id.toHexString();
    }

    /** How far it has come by now. */
    public Phase phase() {
        JobDetailsInfo details = cluster.answer(client.getJobDetails(id));
        return switch (details.getJobStatus()) {
            case RUNNING -> allRun(details) ? Phase.RUNNING : Phase.STARTING;
            case INITIALIZING, CREATED, RECONCILING -> Phase.STARTING;
            case FAILING, RESTARTING -> Phase.RESTARTING;
            case FAILED -> Phase.FAILED;
            case CANCELLING, CANCELED, FINISHED, SUSPENDED -> Phase.ENDED;
        };
    }

    private static boolean allRun(JobDetailsInfo details) {
        Map<ExecutionState, Integer> tasks = details.getJobVerticesPerState();
        // Steps by their state; one of which a task still sets up its state counts as that.
        return tasks.getOrDefault(ExecutionState.RUNNING, 0) > 0
                && tasks.entrySet().stream()
                        .allMatch(each -> each.getKey() == ExecutionState.RUNNING || each.getValue() == 0);
    }

    /** Why it failed last, if it did. */
    public Optional<String> failure() {
        return lastFailure().map(JobFailure::text);
    }

    private Optional<JobFailure> lastFailure() {
        JobExceptionsMessageParameters asked = new JobExceptionsMessageParameters();
        asked.jobPathParameter.resolve(id);
        List<RootExceptionInfo> entries = cluster.answer(
                        client.sendRequest(JobExceptionsHeaders.getInstance(), asked, EmptyRequestBody.getInstance()))
                .getExceptionHistory()
                .getEntries();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(JobFailure.ofStackTrace(entries.getFirst().getStacktrace()));
    }

    /**
     * Waits until all its tasks run.
     *
     * @param longest how long to wait
     * @throws StillwatchException if they do not; a job that cannot ever is cancelled
     */
    public void awaitRunning(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Phase phase = phase(); phase != Phase.RUNNING; phase = phase()) {
            Optional<JobFailure> failure = lastFailure();
            boolean over = phase == Phase.FAILED || phase == Phase.ENDED;
            if (over || failure.filter(JobFailure::lasting).isPresent()) {
                if (!over) {
                    cancel();
                }
                throw new StillwatchException("job " + id() + " failed, and is not tried again: "
                        + failure.map(JobFailure::text).orElse("the cluster does not say why"));
            }
            if (System.nanoTime() > deadline) {
                throw new StillwatchException("job " + id() + " does not run after " + longest.toSeconds() + " s"
                        + failure.map(why -> "; it failed and is tried again: " + why.text())
                                .orElse("; its tasks are still being started")
                        + ". It is left there");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /**
     * Stops it with a savepoint, from which it can go on.
     *
     * @param folder where it goes, as the cluster sees it
     * @return the savepoint
     * @throws StillwatchException if that cannot be done; the job then runs on
     */
    public String stop(String folder) {
        return cluster.answer(client.stopWithSavepoint(id, false, folder, SavepointFormatType.CANONICAL), SAVING);
    }

    /** Ends it at once; what came in since its last checkpoint is read again by a job that goes on from there. */
    public void cancel() {
        cluster.answer(client.cancel(id));
    }
}
