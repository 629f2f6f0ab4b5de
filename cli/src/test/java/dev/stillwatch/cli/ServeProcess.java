// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code stillwatch serve} as a process of its own, to be asked, stopped and killed. */
final class ServeProcess implements AutoCloseable {
    private static final Pattern SERVING =
            Pattern.compile("serving http://127\\.0\\.0\\.1:(\\d+) .* on http://127\\.0\\.0\\.1:(\\d+);");

    final List<String> said = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Pattern pattern;
    private final CompletableFuture<Matcher> serving = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();

    ServeProcess(String... arguments) throws IOException {
        this(SERVING, Stream.concat(Stream.of("serve"), Stream.of(arguments)).toList());
    }

    /** Another command that serves; {@code serving} finds its port in what it says. */
    ServeProcess(Pattern serving, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // It is started often and lives for seconds: compiling twice costs more than it saves.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stillwatch.cli.Stillwatch"));
        command.addAll(words);
        this.pattern = serving;
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    serving.complete(matcher);
                }
            }
        } catch (IOException e) {
            // The process is gone.
        }
        serving.completeExceptionally(new IllegalStateException("serve ended: " + said));
    }

    int port() throws Exception {
        return Integer.parseInt(serving.get(60, TimeUnit.SECONDS).group(1));
    }

    String admin(String path) throws Exception {
        URI uri = URI.create(
                "http://127.0.0.1:" + serving.get(60, TimeUnit.SECONDS).group(2) + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The value of a metric, named with its labels. */
    double metric(String name) throws Exception {
        return admin("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    /** SIGKILL: no chance to write anything down. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    int exit() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
    }
}
