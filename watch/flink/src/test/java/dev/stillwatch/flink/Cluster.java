// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.kafka.Broker;
import dev.stillwatch.kafka.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster of several processes: a JobManager and TaskManagers with two slots each, state in one folder. */
public final class Cluster implements AutoCloseable {
    private static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private final Path folder;
    private final int rest;
    private final List<String> taskManagerOptions;
    private final JavaProcess jobManager;
    public final List<JavaProcess> taskManagers = new ArrayList<>();

    Cluster(Path folder, int taskManagers) throws IOException {
        this(folder, taskManagers, List.of());
    }

    /** @param taskManagerOptions further options of their Java machines, which outweigh the usual ones */
    public Cluster(Path folder, int taskManagers, List<String> taskManagerOptions) throws IOException {
        this.folder = folder;
        this.taskManagerOptions = List.copyOf(taskManagerOptions);
        this.rest = Broker.freePort();
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("config.yaml"),
                String.join(
                        "\n",
                        "jobmanager.rpc.address: localhost",
                        "jobmanager.rpc.port: " + Broker.freePort(),
                        "rest.address: localhost",
                        "rest.bind-address: localhost",
                        "rest.port: " + rest,
                        "jobmanager.memory.process.size: 1g",
                        "taskmanager.numberOfTaskSlots: 2",
                        "taskmanager.memory.process.size: 1536m",
                        "taskmanager.memory.managed.size: 64m",
                        "taskmanager.memory.network.min: 64m",
                        "taskmanager.memory.network.max: 64m",
                        "taskmanager.host: localhost",
                        "heartbeat.interval: 1000",
                        "heartbeat.timeout: 8000",
                        "execution.checkpointing.dir: "
                                + folder.resolve("checkpoints").toUri(),
                        "execution.checkpointing.savepoint-dir: "
                                + folder.resolve("savepoints").toUri(),
                        "restart-strategy.type: fixed-delay",
                        "restart-strategy.fixed-delay.attempts: 100",
                        "restart-strategy.fixed-delay.delay: 500ms",
                        ""));
        jobManager = start(
                "jobmanager",
                List.of("-Xmx700m"),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        for (int i = 0; i < taskManagers; i++) {
            startTaskManager();
        }
    }

    private JavaProcess start(String name, List<String> more, String program, String... arguments) throws IOException {
        List<String> options = new ArrayList<>(OPENED);
        options.addAll(more);
        List<String> all = new ArrayList<>(List.of("--configDir", folder.toString()));
        all.addAll(List.of(arguments));
        return new JavaProcess(folder.resolve(name + ".log"), options, program, all);
    }

    public JavaProcess startTaskManager() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx900m"));
        options.addAll(taskManagerOptions);
        JavaProcess started = start(
                "taskmanager-" + taskManagers.size(),
                options,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "-D",
                "taskmanager.cpu.cores=2.0",
                "-D",
                "taskmanager.memory.task.heap.size=512m",
                "-D",
                "taskmanager.memory.task.off-heap.size=0",
                "-D",
                "taskmanager.memory.framework.heap.size=128m",
                "-D",
                "taskmanager.memory.framework.off-heap.size=128m",
                "-D",
                "taskmanager.memory.network.min=64m",
                "-D",
                "taskmanager.memory.network.max=64m",
                "-D",
                "taskmanager.memory.managed.size=64m",
                "-D",
                "taskmanager.memory.jvm-metaspace.size=256m",
                "-D",
                "taskmanager.memory.jvm-overhead.min=192m",
                "-D",
                "taskmanager.memory.jvm-overhead.max=192m");
        taskManagers.add(started);
        return started;
    }

    /** Where savepoints go. */
    public String savepoints() {
        return folder.resolve("savepoints").toUri().toString();
    }

    /** What jobs are submitted by. */
    public StreamExecutionEnvironment environment(Configuration more) {
        return StreamExecutionEnvironment.createRemoteEnvironment("localhost", rest, more);
    }

    /** Where it tells how jobs are doing, as JSON over HTTP. */
    public String address() {
        return "http://localhost:" + rest;
    }

    @Override
    public void close() {
        taskManagers.forEach(JavaProcess::close);
        jobManager.close();
    }
}
