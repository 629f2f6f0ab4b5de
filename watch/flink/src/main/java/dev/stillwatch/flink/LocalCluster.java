// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;

/**
 * A Flink cluster within this process, with one job.
 *
 * <p>Its REST address is on this machine's loopback, at a port that is free; whoever can connect there can stop the job and
 * have the process run code, as with any Flink cluster without TLS.
 */
public final class LocalCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name = UUID.randomUUID().toString();
    private final JobMetrics metrics = JobMetrics.register(name);
    private final MiniCluster inside;
    private final FlinkCluster cluster;
    private final RunningJob job;

    /**
     * Starts cluster and job; does not wait until all of its tasks run.
     *
     * @throws StillwatchException if the job is refused
     */
    public LocalCluster(JobStart start) {
        Configuration own = start.configuration();
        own.set(RestOptions.ADDRESS, "localhost");
        own.set(RestOptions.BIND_ADDRESS, "localhost");
        own.set(RestOptions.BIND_PORT, "0");
        own.set(WebOptions.SUBMIT_ENABLE, false);
        // What it says of a job is otherwise up to three seconds old.
        own.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(200));
        own.setString("metrics.reporter.stillwatch.factory.class", JobMetricsFactory.class.getName());
        own.setString("metrics.reporter.stillwatch.registered", name);
        this.inside = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(own)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(start.slots())
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        boolean started = false;
        try {
            inside.start();
            URI address = inside.getRestAddress().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            this.cluster = new FlinkCluster(address, Map.of(), PATIENCE);
            this.job = cluster.submit(start, List.of());
            started = true;
        } catch (StillwatchException e) {
            throw e;
        } catch (Exception e) {
            throw new StillwatchException(
                    "Flink cannot be started here: " + JobFailure.of(e).text(), e);
        } finally {
            if (!started) {
                end();
            }
        }
    }

    public RunningJob job() {
        return job;
    }

    /** What it has done so far; may be asked by any thread. */
    public JobCounts counts() {
        return metrics.counts();
    }

    /** Ends it all; a job that still runs is not asked. */
    @Override
    public void close() {
        cluster.close();
        end();
    }

    private void end() {
        JobMetrics.forget(name);
        try {
            inside.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new StillwatchException(
                    "Flink did not end as it should: " + JobFailure.of(e).text(), e);
        }
    }
}
