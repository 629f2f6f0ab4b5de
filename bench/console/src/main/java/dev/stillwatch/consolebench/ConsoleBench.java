// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import dev.stillwatch.cases.CaseStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures all pages in one run of some two minutes. Started by {@code bench/console/run.sh}. */
public final class ConsoleBench {
    private ConsoleBench() {}

    /** Arguments: a folder for the results, and the commit. */
    public static void main(String[] args) throws IOException {
        Path results = Files.createDirectories(Path.of(args[0]));
        Map<String, String> facts = facts(args[1]);
        Report report = new Report(facts, measure(Files.createTempDirectory(results, "run-"), Plan.FULL));
        facts.put("load average afterwards", loadAverage());
        Files.writeString(results.resolve("console-bench.json"), report.json());
        Files.writeString(results.resolve("console-bench.md"), report.markdown());
        System.out.print(report.markdown());
        // Threads of the server do not keep the process.
        System.exit(0);
    }

    /** Serves a console over a new store, and measures its pages. */
    static List<Rounds.Row> measure(Path folder, Plan plan) throws IOException {
        try (ServedConsole console = new ServedConsole(folder)) {
            SampleStore cases = SampleStore.fill(console.store(), plan.cases(), plan.accounts());
            try (SignedIn browser = new SignedIn(console.port(), ServedConsole.TOKEN)) {
                return new Rounds(plan, browser).of(pages(cases.largest(), console.store()));
            }
        }
    }

    private static Map<String, Rounds.Page> pages(String caseId, CaseStore store) {
        String ofCase = "/console/cases/" + caseId;
        // Any change makes every page of the store old.
        Runnable change = () -> store.note(caseId, "Looked at.", "a benchmark", Instant.now());
        Map<String, Rounds.Page> pages = new LinkedHashMap<>();
        // Without a log this page has one thing to say, and is answered as every other is: by a thread that may wait.
        pages.put("empty page", new Rounds.Page("/console/evidence-log"));
        pages.put("no such page", new Rounds.Page("/console/nothing-is-here"));
        pages.put("queue", new Rounds.Page("/console/queue"));
        pages.put("case page", new Rounds.Page(ofCase));
        pages.put("case: actions", new Rounds.Page(ofCase + "/actions"));
        pages.put("case: samples", new Rounds.Page(ofCase + "/samples"));
        pages.put("case: groups", new Rounds.Page(ofCase + "/groups"));
        pages.put("case: graph.json", new Rounds.Page(ofCase + "/graph.json?group="));
        pages.put("case: accounts", new Rounds.Page(ofCase + "/accounts"));
        pages.put("overview", new Rounds.Page("/console/overview"));
        pages.put("queue, after a change", new Rounds.Page("/console/queue", change));
        pages.put("case page, after a change", new Rounds.Page(ofCase, change));
        pages.put("case: actions, after a change", new Rounds.Page(ofCase + "/actions", change));
        return pages;
    }

    private static Map<String, String> facts(String commit) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", commit);
        facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put(
                "processor",
                Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse("unknown"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("load average before", loadAverage());
        return facts;
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
