// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the job on Flink against the engine that runs in one process, on one recorded stream: the same assessments, and
 * what an exchange and an account cost. {@link dev.stillwatch.flinkbench.FlinkBench} is the program.
 */
@NullMarked
package dev.stillwatch.flinkbench;

import org.jspecify.annotations.NullMarked;
