// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program of the test's class path, as a process of its own with a file for what it says. */
public final class JavaProcess implements AutoCloseable {
    public final Process process;
    public final Path said;

    public JavaProcess(Path said, List<String> options, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Where tests say that compiling much is not worth it, it is not for what they start.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("-XX:TieredStopAtLevel"))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                program));
        command.addAll(arguments);
        this.said = said;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** Waits for its end; fails if it does not end well. */
    public void finish() throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("ended badly: " + Files.readString(said));
        }
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
