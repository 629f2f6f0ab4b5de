// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

/**
 * Is told what an operator should know; each text is safe to show and to keep. Thread-safe, and quick: it is called by
 * whatever noticed.
 */
public interface Notices {
    /** Something happened that needs nobody. */
    void noticed(String what);

    /** Something is wrong until {@link #noticed} says that it is not. */
    void alarmed(String what);
}
