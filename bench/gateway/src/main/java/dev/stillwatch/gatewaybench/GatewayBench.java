// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all contenders in one run of some twelve minutes. Started by {@code bench/gateway/run.sh}, on one processor;
 * the gateways have another to themselves.
 */
public final class GatewayBench {
    private static final List<String> JAVA_OPTIONS = List.of(
            "-Xmx512m",
            "-XX:MetaspaceSize=128m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private GatewayBench() {}

    /**
     * Arguments: Portkey's start-server.js, the gateways' processor, a folder for the results, the commit; what follows
     * goes to Stillwatch's Java machine.
     */
    public static void main(String[] args) throws IOException {
        Path results = Files.createDirectories(Path.of(args[2]));
        Path work = Files.createTempDirectory(results, "run-");
        try (MockModelServer model = new MockModelServer()) {
            List<String> options = new ArrayList<>(JAVA_OPTIONS);
            options.addAll(List.of(args).subList(4, args.length));
            Contenders contenders = new Contenders(args[1], model.port(), work);
            try (Contender nginx = contenders.nginx();
                    Contender portkey = contenders.portkey(Path.of(args[0]));
                    Contender stillwatch = contenders.stillwatch(options)) {
                List<Rounds.Entry> entries = List.of(
                        new Rounds.Entry(new Target("direct", model.port(), Map.of()), () -> 0),
                        new Rounds.Entry(nginx.target(), nginx::resident),
                        new Rounds.Entry(portkey.target(), portkey::resident),
                        new Rounds.Entry(stillwatch.target(), stillwatch::resident));
                Map<String, String> facts = facts(args[3], options);
                Measurement measured = new Rounds(Plan.FULL, entries, GatewayBench::progress).run();
                facts.put("load average afterwards", loadAverage());
                Report report = new Report(facts, measured);
                Files.writeString(results.resolve("gateway-bench.json"), report.json());
                Files.writeString(results.resolve("gateway-bench.md"), report.markdown());
                System.out.print(report.markdown());
            }
        }
    }

    private static void progress(String what) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }

    private static Map<String, String> facts(String commit, List<String> options) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", commit);
        facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown");
        facts.put("processor", processor);
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("options of Stillwatch's Java", String.join(" ", options));
        facts.put("load average before", loadAverage());
        return facts;
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
