// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

/** A report file that does not read as it was written; {@link ReportFolder} adds the file's name. */
final class DamagedFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    DamagedFile(long line, String reason) {
        super(reason);
        this.line = line;
    }

    /** Counted from 1. */
    long line() {
        return line;
    }
}
