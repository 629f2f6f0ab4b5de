// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/**
 * Each JSON value is a record, over as many lines as it takes; the elements of a top-level array are records too.
 *
 * <p>Brackets are counted, not matched by kind: what is no JSON still ends somewhere, and its parser says what is wrong.
 */
final class ValueFraming extends Framing {
    private final ValueDepth depth = new ValueDepth();

    @Override
    protected void scan(byte[] buffer, int from, int to, Bounds bounds) {
        for (int i = from; i < to; i++) {
            byte b = buffer[i];
            if (depth.isOutside() && separates(b)) {
                // After a bare word or number, this is its end: no record, but its parser has to say so.
                if (open() >= 0) {
                    end(i, bounds);
                }
            } else {
                if (open() < 0) {
                    openAt(i);
                }
                depth.accept(b);
                if (depth.justClosed()) {
                    end(i + 1, bounds);
                }
            }
        }
    }

    private void end(int index, Bounds bounds) {
        bounds.add(open(), index);
        openAt(-1);
        depth.reset();
    }

    /** White space, commas and the brackets of a top-level array stand between records. */
    private static boolean separates(byte b) {
        return b == ' '
                || b == '\t'
                || b == '\r'
                || b == '\n'
                || b == ','
                || b == '['
                || b == ']'
                || b == (byte) 0xEF
                || b == (byte) 0xBB
                || b == (byte) 0xBF;
    }
}
