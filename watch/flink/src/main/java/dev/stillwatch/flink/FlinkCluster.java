// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A running Flink cluster, spoken to by its REST address.
 *
 * <p>Errors are {@link StillwatchException}s that name the place and the remedy. Not thread-safe.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final int OLDEST_JAVA = 25;
    private static final Pattern JAVA = Pattern.compile("\"version\"\\s*:\\s*\"[^\"]* - (\\d+)/");

    private final URI address;
    private final Duration patience;
    private final Configuration reached;
    private final RestClusterClient<StandaloneClusterId> client;

    /**
     * Knows where the cluster is; asks nothing yet.
     *
     * @param address {@code http://host:port} or {@code https://host:port}
     * @param options of Flink for speaking to it, such as those of TLS
     * @param patience how long to wait for an answer
     */
    public FlinkCluster(URI address, Map<String, String> options, Duration patience) {
        String scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new StillwatchException("'" + address
                    + "' is no address of a cluster; write http://HOST:PORT, such as http://localhost:8081");
        }
        this.address = address;
        this.patience = patience;
        this.reached = Configuration.fromMap(options);
        boolean tls = "https".equals(scheme);
        reached.set(RestOptions.ADDRESS, address.getHost());
        reached.set(RestOptions.PORT, address.getPort() > 0 ? address.getPort() : tls ? 443 : 80);
        if (address.getPath() != null
                && !address.getPath().isEmpty()
                && !address.getPath().equals("/")) {
            reached.set(RestOptions.PATH, address.getPath());
        }
        if (tls) {
            reached.set(SecurityOptions.SSL_REST_ENABLED, true);
        }
        reached.set(RestOptions.CONNECTION_TIMEOUT, patience);
        reached.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
        reached.set(RestOptions.RETRY_DELAY, Duration.ofMillis(200));
        try {
            this.client = new RestClusterClient<>(reached, StandaloneClusterId.getInstance());
        } catch (Exception e) {
            throw new StillwatchException(
                    "no connection to the cluster at " + address + " can be set up: "
                            + JobFailure.of(e).text(),
                    e);
        }
    }

    /**
     * How many slots are free.
     *
     * @throws StillwatchException if the cluster cannot be reached, or runs another Flink than this program is made for
     */
    public int freeSlots() {
        ClusterOverviewWithVersion overview = answer(client.getClusterOverview());
        String own = EnvironmentInformation.getVersion();
        if (!line(overview.getVersion()).equals(line(own))) {
            throw new StillwatchException("the cluster at " + address + " runs Flink " + overview.getVersion()
                    + ", and this program is made for " + own + "; use a cluster of that line");
        }
        return overview.getNumSlotsAvailable();
    }

    /** Of 2.3.0: 2.3. */
    private static String line(String version) {
        Matcher parts = Pattern.compile("(\\d+\\.\\d+).*").matcher(version);
        return parts.matches() ? parts.group(1) : version;
    }

    /**
     * Holds that the JobManager's Java can run the job; one that does not say passes.
     *
     * @throws StillwatchException if it is too old
     */
    public void checkJava() {
        OptionalInt java = javaRelease();
        if (java.isPresent() && java.getAsInt() < OLDEST_JAVA) {
            throw JobFailure.oldJava("the cluster at " + address + " runs on Java " + java.getAsInt());
        }
    }

    private OptionalInt javaRelease() {
        if ("https".equals(address.getScheme())) {
            // Certificates are Flink's matter here; the job's own failure tells then.
            return OptionalInt.empty();
        }
        String base = address.toString().replaceAll("/+$", "");
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(patience).build()) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create(base + "/jobmanager/environment"))
                    .timeout(patience)
                    .build();
            HttpResponse<String> told = http.send(asked, HttpResponse.BodyHandlers.ofString());
            Matcher java = JAVA.matcher(told.body());
            return told.statusCode() == 200 && java.find()
                    ? OptionalInt.of(Integer.parseInt(java.group(1)))
                    : OptionalInt.empty();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("interrupted while asking " + address, e);
        }
    }

    /**
     * Sends a job.
     *
     * @param jars what the cluster lacks, see {@link JobJars}; none for one within this process
     * @throws StillwatchException if it is refused
     */
    public RunningJob submit(JobStart start, List<Path> jars) {
        Configuration all = start.configuration();
        all.addAll(reached);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createRemoteEnvironment(
                address.getHost(),
                reached.get(RestOptions.PORT),
                all,
                jars.stream().map(Path::toString).toArray(String[]::new));
        start.define(environment);
        try {
            return job(environment.executeAsync("stillwatch").getJobID());
        } catch (Exception e) {
            throw new StillwatchException(
                    "the cluster at " + address + " does not take the job: "
                            + JobFailure.of(e).text(),
                    e);
        }
    }

    /**
     * A job that runs there.
     *
     * @param id 32 hexadecimal digits
     * @throws StillwatchException if that is no id
     */
    public RunningJob job(String id) {
        try {
            return job(JobID.fromHexString(id));
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("'" + id + "' is no job's id: those have 32 digits of 0-9 and a-f", e);
        }
    }

    private RunningJob job(JobID id) {
        return new RunningJob(this, client, id);
    }

    /** Waits for an answer, for as long as for any. */
    <T> T answer(CompletableFuture<T> asked) {
        return answer(asked, patience);
    }

    <T> T answer(CompletableFuture<T> asked, Duration longest) {
        try {
            return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (ExecutionException e) {
            Throwable root = JobFailure.root(e);
            if (root instanceof IOException || root instanceof TimeoutException) {
                throw unreachable(root);
            }
            throw new StillwatchException(
                    "the cluster at " + address + " says: " + JobFailure.of(e).text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("interrupted while waiting for " + address, e);
        }
    }

    private StillwatchException unreachable(Throwable cause) {
        return new StillwatchException(
                "no Flink cluster answers at " + address + ". Is its JobManager running, and is this its REST address?",
                cause);
    }

    /** Lets go of it; what runs there runs on. */
    @Override
    public void close() {
        client.close();
    }
}
