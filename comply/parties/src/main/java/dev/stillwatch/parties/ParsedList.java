// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/** Entries of a list's files, and what was wrong in them. */
record ParsedList(List<ListEntry> entries, List<ListProblem> problems) {}
