// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/** Puts a disk's refusals into words that name a remedy. */
final class StorageFailure {
    private StorageFailure() {}

    /**
     * What to tell the user.
     *
     * @param undone what could not be done, beginning a sentence
     */
    static StillwatchException of(String undone, String place, IOException cause) {
        return new StillwatchException(undone + ": " + why(place, cause), cause);
    }

    private static String why(String place, IOException cause) {
        if (isFull(cause)) {
            return "the disk that holds " + place
                    + " is full. Free some space and try again; what was recorded before is not affected";
        }
        if (cause instanceof AccessDeniedException) {
            return "access to " + place + " is denied. Give this user the right to read and write there";
        }
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + " is missing. Check the folder's name, or restore it from a copy";
        }
        return place + " cannot be read or written (" + reason(cause) + "). Check the disk and try again";
    }

    static boolean isFull(IOException cause) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        return reason.contains("no space left") || reason.contains("quota exceeded") || reason.contains("disk full");
    }

    private static String reason(IOException cause) {
        String message = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return Objects.requireNonNullElse(message, cause.getClass().getSimpleName());
    }
}
