// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.kafka.KafkaSettings;
import dev.stillwatch.live.JournalSettings;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.settings.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads the section {@code detection}. */
final class DetectionSettingsReader {
    private DetectionSettingsReader() {}

    private enum By {
        OWN,
        FLINK
    }

    /** Reads it; paths in it are meant from {@code folder}. */
    static ServeSettings.Detection read(Section section, Path folder) {
        LiveSettings usual = LiveSettings.DEFAULTS;
        LiveSettings live = new LiveSettings(
                ServeSettingsReader.positive(section, "keep", usual.keep()),
                ServeSettingsReader.positive(section, "recognise", usual.recognise()),
                usual.mostRecognised(),
                usual.mostAhead(),
                ServeSettingsReader.positive(section, "assess-every", usual.assessEvery()),
                ServeSettingsReader.positive(section, "longest-assessment", usual.longestAssessment()),
                ServeSettingsReader.positive(section, "checkpoint-every", usual.checkpointEvery()),
                section.duration("journal", usual.retainJournal()),
                ServeSettingsReader.positive(section, "lagging-after", usual.laggingAfter()),
                usual.retryAfter());
        Duration benignFor = section.duration("benign-for", ConfirmedBenign.USUALLY_LASTING);
        if (!benignFor.isPositive()) {
            throw section.refusal("benign-for", "is not longer than zero: write a duration such as 180d");
        }
        return new ServeSettings.Detection(
                live,
                JournalSettings.DEFAULTS,
                new Probability(section.number("fpr", 0.00001, 0.05, 0.001)),
                benignFor,
                alarms(section),
                job(section, folder));
    }

    private static ServeSettings.Alarms alarms(Section section) {
        ServeSettings.Alarms usual = ServeSettings.Alarms.DEFAULTS;
        Duration period = ServeSettingsReader.positive(section, "alarm-period", usual.period());
        Duration every = ServeSettingsReader.positive(section, "alarm-every", usual.every());
        if (period.compareTo(every) < 0) {
            throw section.refusal("alarm-every", "must not be longer than alarm-period");
        }
        return new ServeSettings.Alarms(period, every);
    }

    private static Optional<ServeSettings.Job> job(Section section, Path folder) {
        return switch (section.choice("by", By.OWN)) {
            case OWN -> {
                if (section.has("kafka")) {
                    throw section.refusal(
                            "kafka", "is used where detection.by is flink only; set that, or leave it out");
                }
                yield Optional.empty();
            }
            case FLINK -> Optional.of(kafka(section.section("kafka"), folder));
        };
    }

    private static ServeSettings.Job kafka(Section section, Path folder) {
        return new ServeSettings.Job(
                section.text("servers"),
                section.optionalSection("topics")
                        .map(DetectionSettingsReader::topics)
                        .orElse(KafkaSettings.Topics.DEFAULTS),
                section.text("group", KafkaSettings.GROUP),
                section.optionalText("properties").map(folder::resolve));
    }

    private static KafkaSettings.Topics topics(Section section) {
        KafkaSettings.Topics usual = KafkaSettings.Topics.DEFAULTS;
        String exchanges = section.text("exchanges", usual.exchanges());
        String accounts = section.text("accounts", usual.accounts());
        String campaigns = section.text("campaigns", usual.campaigns());
        String assessments = section.text("assessments", usual.assessments());
        try {
            return new KafkaSettings.Topics(exchanges, accounts, campaigns, assessments);
        } catch (StillwatchException e) {
            throw section.refusal(
                    "exchanges", "or another topic has the name of a second one; each needs one of its own");
        }
    }
}
