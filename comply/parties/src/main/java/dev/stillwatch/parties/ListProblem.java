// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/**
 * Something wrong at one place of a list, which did not keep the rest from being read.
 *
 * @param file its name
 * @param line counted from 1
 * @param what is wrong, and what became of the entry
 * @param cutOff whether it means that the file's end is missing
 */
public record ListProblem(String file, long line, String what, boolean cutOff) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
