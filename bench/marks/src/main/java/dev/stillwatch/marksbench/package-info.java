// SPDX-License-Identifier: Apache-2.0
/** How many tokens a second one processor scores for a mark, scheme by scheme. */
@NullMarked
package dev.stillwatch.marksbench;

import org.jspecify.annotations.NullMarked;
