// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway as a process of its own, on one processor of its own. */
final class Contender implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Target target;
    private final Process process;

    private Contender(Target target, Process process) {
        this.target = target;
        this.process = process;
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param log where its output goes
     */
    static Contender start(Target target, String processor, List<String> command, Path log) {
        List<String> pinned = Stream.concat(Stream.of("taskset", "-c", processor), command.stream())
                .toList();
        try {
            Process process = new ProcessBuilder(pinned)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Contender contender = new Contender(target, process);
            contender.awaitListening(log);
            return contender;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening(Path log) throws IOException {
        Instant deadline = Instant.now().plus(START);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
                socket.setTcpNoDelay(true);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    close();
                    throw new IllegalStateException(
                            target.name() + " does not listen; it said: "
                                    + Files.readString(log, StandardCharsets.UTF_8),
                            e);
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    Target target() {
        return target;
    }

    /** Memory of the process and its children, in bytes. */
    long resident() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(handle -> resident(handle.pid()))
                .sum();
    }

    private static long resident(long pid) {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            // It ended in between.
            return 0;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
