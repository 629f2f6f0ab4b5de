// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

/** Hears what a run is at. */
@FunctionalInterface
interface Progress {
    void say(String what);
}
