// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the search for duplicates and served passages: {@link dev.stillwatch.overlap.OverlapBenchmark} says how it is
 * run. The data are public sets in a folder that is not part of the project.
 */
@NullMarked
package dev.stillwatch.overlap;

import org.jspecify.annotations.NullMarked;
