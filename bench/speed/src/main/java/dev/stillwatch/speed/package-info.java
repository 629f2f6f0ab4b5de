// SPDX-License-Identifier: Apache-2.0
/**
 * Measures speed and memory: a cold scan as a whole process, DuckDB's count over the same file, and the heap an account
 * takes.
 *
 * <p>{@link ScanBenchmark} is the command; {@link EvidenceBenchmark} is another one, for the evidence log. Figures stand in docs/benchmarks.md.
 */
@NullMarked
package dev.stillwatch.speed;

import org.jspecify.annotations.NullMarked;
