// SPDX-License-Identifier: Apache-2.0
/**
 * What a mark in weights survives, measured on a real transformer: all-MiniLM-L6-v2, quantised, pruned, mixed with other
 * copies, and trained on.
 */
@NullMarked
package dev.stillwatch.weightsbench;

import org.jspecify.annotations.NullMarked;
