// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.Windows;

/** The sum of one key's scores over the windows of a text. */
@FunctionalInterface
interface Sums {
    double of(int text, Windows windows);
}
