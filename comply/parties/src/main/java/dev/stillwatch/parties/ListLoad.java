// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/** What came of reading a list. */
public sealed interface ListLoad {
    /** Every entry that could be read, and each place where something was wrong. */
    record Loaded(ListSnapshot snapshot, List<ListEntry> entries, List<ListProblem> problems) implements ListLoad {
        public Loaded {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /** Nothing could be used: which file, why, and what to do. */
    record Refused(ListFormat format, String file, String what, String remedy) implements ListLoad {
        @Override
        public String toString() {
            return file + ": " + what + ". " + remedy;
        }
    }
}
