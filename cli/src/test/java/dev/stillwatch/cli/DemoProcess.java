// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stillwatch demo --format json} as a process of its own, with a folder of its own for temporary files. */
final class DemoProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** Lines on standard error. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    final Process process;
    private final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();

    DemoProcess(Path temporary, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // Where the tests run in the background, Ctrl-C is ignored, and children would do so too.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseParallelGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                // The Java virtual machine's own file there is not the demo's.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stillwatch.cli.Stillwatch",
                "demo",
                "--format",
                "json"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).start();
        Thread.ofPlatform()
                .daemon()
                .start(() ->
                        read(process.inputReader(StandardCharsets.UTF_8), line -> events.add(JSON.readTree(line))));
        Thread.ofPlatform().daemon().start(() -> read(process.errorReader(StandardCharsets.UTF_8), complaints::add));
    }

    private static void read(BufferedReader lines, java.util.function.Consumer<String> each) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(line);
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    /** The next event of a kind for which something holds; those before it are passed over. */
    JsonNode await(String kind, Predicate<JsonNode> holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(150);
        while (true) {
            JsonNode event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no such event: " + kind + "; said on standard error: " + complaints);
            }
            if (event.path("event").asString("").equals(kind) && holds.test(event)) {
                return event;
            }
        }
    }

    JsonNode await(String kind) throws InterruptedException {
        return await(kind, _ -> true);
    }

    void type(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Ctrl-C; its exit status. */
    int interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
