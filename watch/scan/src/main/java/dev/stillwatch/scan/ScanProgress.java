// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

/** Is told, now and then and from one thread at a time, how far a scan has come. */
@FunctionalInterface
public interface ScanProgress {

    /** Tells nobody. */
    ScanProgress NONE = (input, bytesRead, totalBytes, records) -> {};

    /**
     * Takes the state of a scan.
     *
     * @param input the input being read
     * @param bytesRead bytes of all inputs read so far
     * @param totalBytes bytes of all inputs, 0 when that is unknown
     * @param records records parsed so far
     */
    void at(String input, long bytesRead, long totalBytes, long records);
}
