// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.range.TrafficFolder;
import dev.stillwatch.range.Truth;
import dev.stillwatch.scan.LogScanner;
import dev.stillwatch.scan.ScanProgress;
import dev.stillwatch.scan.ScanSettings;
import dev.stillwatch.scan.ScannedTraffic;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Scores every published method, and Stillwatch, account by account on labelled traffic.
 *
 * <p>Run after {@code mvn -pl bench/baselines -am package}, on folders that {@code stillwatch range traffic} wrote:
 *
 * <pre>java -Xmx4g -cp 'bench/baselines/target/classes:bench/baselines/target/lib/*' \
 *   dev.stillwatch.baselines.CompareOnRange [--bge CACHE_FILE] SCENARIO_FOLDER...</pre>
 *
 * <p>Prompts are embedded by {@link HashedWords}, with {@code --bge} by {@link BgeEncoder}, which takes milliseconds for
 * each of the {@link AccountContenders#PROMPTS} prompts kept of an account. Times are processor time; that of Stillwatch
 * includes reading the log.
 */
public final class CompareOnRange {
    private CompareOnRange() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean neural = arguments.length > 2 && arguments[0].equals("--bge");
        List<String> folders = List.of(arguments).subList(neural ? 2 : 0, arguments.length);
        if (folders.isEmpty()) {
            out.println("usage: CompareOnRange [--bge CACHE_FILE] SCENARIO_FOLDER...");
            System.exit(2);
        }
        try {
            out.println("| scenario | method | TPR % at FPR 0.1 % | TPR % at FPR 0.01 % | AUC | µs an exchange |");
            if (neural) {
                try (BgeEncoder encoder = new BgeEncoder(Path.of(arguments[1]))) {
                    folders.forEach(folder -> compare(Path.of(folder), Optional.of(encoder), out));
                }
            } else {
                folders.forEach(folder -> compare(Path.of(folder), Optional.empty(), out));
            }
        } catch (StillwatchException e) {
            out.println(e.getMessage());
            System.exit(3);
        }
    }

    static void compare(Path folder, Optional<PromptEncoder> given, PrintStream out) {
        Truth truth = Truth.read(folder.resolve(TrafficFolder.TRUTH));
        String scenario = String.valueOf(folder.getFileName());
        out.print(stillwatch(folder).line(scenario, truth));
        CpuTime time = new CpuTime();
        LabelledLog log = LabelledLog.read(folder, AccountContenders.PROMPTS, AccountContenders.REFERENCES);
        double reading = time.microseconds(log.exchanges());
        PromptEncoder encoder = given.orElseGet(() -> HashedWords.fit(
                log.reference().stream().map(SampledPrompt::text).toList()));
        time = new CpuTime();
        AccountContenders contenders = new AccountContenders(log, encoder);
        double embedding = time.microseconds(contenders.prompts());
        out.print(contenders.rateLimit().line(scenario, truth));
        out.print(contenders.prada().line(scenario, truth));
        out.print(contenders.seat().line(scenario, truth));
        out.print(contenders.cap().line(scenario, truth));
        Mahalanobis mahalanobis = contenders.fittedMahalanobis();
        out.print(contenders.mahalanobis(mahalanobis).line(scenario, truth));
        out.print(contenders.mixed(mahalanobis).line(scenario, truth));
        Mmd mmd = contenders.fittedMmd();
        out.print(contenders.mmd(mmd).line(scenario, truth));
        out.print(contenders.mixed(mmd).line(scenario, truth));
        out.print(contenders.clusters().line(scenario, truth));
        out.printf(
                Locale.ROOT,
                "%s: %,d exchanges of %,d accounts; %,d prompts embedded with %s; reading %.1f µs an exchange, embedding"
                        + " %.1f µs a prompt (less for those in the cache)%n",
                scenario,
                log.exchanges(),
                log.accounts().size(),
                contenders.prompts(),
                encoder.name(),
                reading,
                embedding);
    }

    private static AccountResult stillwatch(Path folder) {
        ScanSettings settings = new ScanSettings(IngestSettings.DEFAULTS, 1, false, Optional.empty(), Optional.empty());
        ScannedTraffic baseline = LabelledLog.log(folder, "baseline")
                .map(log -> new LogScanner(settings).scan(List.of(log), ScanProgress.NONE))
                .orElseGet(ScannedTraffic::nothing);
        CpuTime time = new CpuTime();
        ScannedTraffic traffic = LabelledLog.log(folder, "traffic")
                .map(log -> new LogScanner(settings).scan(List.of(log), ScanProgress.NONE))
                .orElseThrow(() -> new StillwatchException(folder + ": no traffic.jsonl there (also .gz, .zst)"));
        Assessment assessment = new Detector(DetectorSettings.DEFAULTS).assess(traffic.summary(), baseline.summary());
        double seconds = time.seconds();
        Map<String, Double> scores = new HashMap<>();
        assessment
                .accounts()
                .forEach(
                        account -> scores.put(account.account(), account.score().nats()));
        return new AccountResult("Stillwatch", scores, seconds, assessment.exchanges());
    }
}
