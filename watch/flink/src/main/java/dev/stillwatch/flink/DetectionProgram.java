// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job as a program that a cluster starts by itself, as on Kubernetes: options of the job as arguments, everything else as
 * options of Flink.
 *
 * <p>Arguments are pairs as the command takes them: {@code --kafka kafka:9092 --every 5m}. Times are a number and one of
 * {@code s}, {@code m}, {@code h}, {@code d}.
 */
public final class DetectionProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DetectionProgram() {}

    /**
     * Checks Kafka, then runs the job.
     *
     * @throws StillwatchException if arguments or Flink's options do not do, or Kafka is not ready
     */
    public static void main(String[] arguments) throws Exception {
        JobSettings settings = JobArguments.settings(arguments);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
            throw new StillwatchException("set execution.checkpointing.interval and execution.checkpointing.dir:"
                    + " findings can be read only once a checkpoint holds what they come from");
        }
        try (KafkaTopics topics = new KafkaTopics(settings.kafka(), PATIENCE)) {
            topics.check(settings);
        }
        DetectionJob.define(environment, settings);
        environment.execute("stillwatch");
    }
}
