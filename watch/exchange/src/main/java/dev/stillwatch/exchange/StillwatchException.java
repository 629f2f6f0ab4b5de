// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

/**
 * A failure the user can act on: bad input, bad usage, or a resource that cannot be reached.
 *
 * <p>The message is shown as it is, so it names the place and the remedy and never holds prompt text, keys or personal
 * data.
 */
public final class StillwatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StillwatchException(String safeMessage) {
        super(safeMessage);
    }

    public StillwatchException(String safeMessage, Throwable cause) {
        super(safeMessage, cause);
    }
}
