// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.Parts;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.TimeUtils;

/**
 * What a job is to do, by the names that people write: those of the command's options, and of the arguments of
 * {@link DetectionProgram}. What is not named is as {@link JobSettings#of} has it.
 */
public final class JobArguments {
    private final Map<String, String> given;

    private JobArguments(Map<String, String> given) {
        this.given = given;
    }

    /**
     * The settings that values by names such as {@code --every} ask for.
     *
     * @param arguments times as {@code 5m} or in the form of ISO 8601
     * @throws StillwatchException if a name is unknown, {@code --kafka} is missing or a value does not do
     */
    public static JobSettings settings(Map<String, String> arguments) {
        JobArguments rest = new JobArguments(new HashMap<>(arguments));
        String kafka = rest.given.remove("--kafka");
        if (kafka == null) {
            throw new StillwatchException("say where Kafka is: --kafka HOST:PORT");
        }
        String properties = rest.given.remove("--kafka-properties");
        KafkaAccess access = properties == null ? KafkaAccess.open(kafka) : KafkaAccess.of(kafka, Path.of(properties));
        JobSettings usual = JobSettings.of(access);
        JobSettings settings = new JobSettings(
                access,
                rest.text("--exchanges", usual.exchanges()),
                rest.text("--accounts", usual.accounts()),
                rest.text("--campaigns", usual.campaigns()),
                rest.text("--assessments", usual.assessments()),
                rest.text("--group", usual.group()),
                rest.time("--every", usual.every()),
                rest.time("--keep", usual.keep()),
                rest.time("--recognise", usual.recognise()),
                rest.time("--late", usual.late()),
                rest.parts(usual.parts()),
                usual.sample());
        if (!rest.given.isEmpty()) {
            throw new StillwatchException("unknown argument "
                    + String.join(", ", rest.given.keySet().stream().sorted().toList()));
        }
        return settings;
    }

    /**
     * The same of a program's arguments, names and values in turn.
     *
     * @throws StillwatchException also if a name stands alone or twice
     */
    static JobSettings settings(String... words) {
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (i + 1 == words.length) {
                throw new StillwatchException(words[i] + " lacks its value");
            }
            if (arguments.put(words[i], words[i + 1]) != null) {
                throw new StillwatchException(words[i] + " is given twice");
            }
        }
        return settings(arguments);
    }

    private String text(String name, String usual) {
        String text = given.remove(name);
        return text == null ? usual : text;
    }

    private int parts(int usual) {
        String text = given.remove("--parts");
        try {
            return text == null ? usual : Parts.of(Integer.parseInt(text)).count();
        } catch (IllegalArgumentException e) {
            throw new StillwatchException(
                    "'" + text + "' is no number of parts for --parts; it is 1 to " + Parts.MOST, e);
        }
    }

    private Duration time(String name, Duration usual) {
        String text = given.remove(name);
        if (text == null) {
            return usual;
        }
        try {
            return text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StillwatchException("'" + text + "' is no time for " + name + "; write 30s, 5m, 12h or 28d", e);
        }
    }
}
