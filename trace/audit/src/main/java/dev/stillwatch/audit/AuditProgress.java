// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

/** Is told how far an audit has come, on the thread that runs it. */
public interface AuditProgress {
    /**
     * Told after each batch of rows.
     *
     * @param file that is being read
     * @param bytes read so far, of files as they lie on the disk
     * @param total of all files
     * @param rows read so far by this run
     */
    void read(String file, long bytes, long total, long rows);

    /** Told once, where an audit that was cut off goes on, before anything is read. */
    void goesOn(String file, long row);
}
