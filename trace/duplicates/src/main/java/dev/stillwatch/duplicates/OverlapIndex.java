// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/** Knows texts that were there before, and tells how much of a text is among them. Thread-safe; close it when done. */
public sealed interface OverlapIndex extends AutoCloseable permits KnownSet, ServedIndex {

    /** What to call it in reports: the data set's name, or {@code served answers}. */
    String name();

    /** What of {@code text} it knows. Linear in the text's length; keeps nothing of it. */
    Overlap of(CharSequence text);

    /** Releases the files; nothing may be asked after. */
    @Override
    void close();
}
