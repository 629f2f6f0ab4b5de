// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

/**
 * The bytes of a row in its file, decompressed where that is compressed.
 *
 * @param from inclusive
 * @param to exclusive, before the line break
 */
public record Span(long from, long to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("bytes " + from + " to " + to + " are no span");
        }
    }
}
