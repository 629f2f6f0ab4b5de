// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/** Each line is a record. */
final class LineFraming extends Framing {

    @Override
    void scan(byte[] buffer, int from, int to, Bounds bounds) {
        int start = open() >= 0 ? open() : from;
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                bounds.add(start, i);
                start = i + 1;
            }
        }
        openAt(start);
    }
}
