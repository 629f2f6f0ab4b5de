// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A log of simulated traffic with lines of about {@value #LINE} bytes.
 *
 * @param file Zstandard-compressed JSON lines
 * @param exchanges lines in it
 */
record BenchmarkLog(Path file, long exchanges) {
    private static final int LINE = 1_500;
    /** Exchanges in the preset {@code wide} at scale 1. */
    private static final double WIDE = 1_867_742;

    /** Millions of exchanges beyond which traffic is repeated: simulating takes longer than all that is measured. */
    private static final double MOST_SIMULATED = 5;
    /** Where names of a copy's own go: the quote that opens the value of a member that tells accounts apart. */
    private static final Pattern OWN = Pattern.compile("\"(id|account|org|ip|payment)\":\"");

    private static final String ANSWER = "\"response\":{\"content\":\"";

    /** The log of about so many million exchanges in {@code folder}; made where it is not there yet. */
    static BenchmarkLog of(Path folder, double millions) throws IOException, InterruptedException {
        Path file = folder.resolve(String.format(Locale.ROOT, "%sm.jsonl.zst", plain(millions)));
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            int copies = (int) Math.ceil(millions / MOST_SIMULATED);
            Path log = simulated(folder.resolve("traffic-" + plain(millions / copies)), millions / copies);
            pad(log, file, copies);
        }
        return new BenchmarkLog(file, lines(file));
    }

    private static Path simulated(Path folder, double millions) throws IOException, InterruptedException {
        Path log = folder.resolve("traffic.jsonl.zst");
        if (!Files.exists(log)) {
            MeasuredProcess made = MeasuredProcess.run(List.of(
                    "./stillwatch",
                    "range",
                    "traffic",
                    "wide",
                    "--seed",
                    "11",
                    "--split",
                    "scoring",
                    "--scale",
                    String.format(Locale.ROOT, "%.4f", millions * 1e6 / WIDE),
                    "--out",
                    folder.toString()));
            if (!Files.exists(log)) {
                throw new IllegalStateException("no log was made: " + made.lastLine());
            }
        }
        return log;
    }

    private static String plain(double millions) {
        return millions == Math.rint(millions) ? Long.toString((long) millions) : Double.toString(millions);
    }

    /**
     * Lengthens the answers, which the range keeps short, until lines are as long as they are in practice, and repeats
     * the traffic as that of other accounts with other organisations, addresses and payments.
     */
    static void pad(Path from, Path to, int copies) throws IOException {
        Path unfinished = to.resolveSibling(to.getFileName() + ".part");
        Padding padding = new Padding(LINE);
        try (BufferedWriter padded = new BufferedWriter(
                new OutputStreamWriter(new ZstdOutputStream(Files.newOutputStream(unfinished)), StandardCharsets.UTF_8),
                1 << 16)) {
            for (int copy = 0; copy < copies; copy++) {
                pad(from, padded, copy, padding);
            }
        }
        Files.move(unfinished, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void pad(Path from, BufferedWriter padded, int copy, Padding padding) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(from)), StandardCharsets.UTF_8),
                1 << 16)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String renamed = copy == 0 ? line : OWN.matcher(line).replaceAll("$0\\" + copy);
                int answer = renamed.indexOf(ANSWER);
                int at = answer < 0 ? 0 : answer + ANSWER.length();
                padded.write(renamed, 0, at);
                padded.write(at == 0 ? "" : padding.of(renamed.length()));
                padded.write(renamed, at, renamed.length() - at);
                padded.write('\n');
            }
        }
    }

    private static long lines(Path file) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (ZstdInputStream in = new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }
}
