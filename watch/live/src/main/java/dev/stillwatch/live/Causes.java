// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in words that are safe to show. */
final class Causes {
    private Causes() {}

    /** What the operating system says, or the exception's own text where it is made to be shown, or else its name. */
    static String of(Throwable failure) {
        @Nullable
        String said = switch (failure) {
            case FileSystemException e -> e.getReason();
            case StillwatchException e -> e.getMessage();
            case IOException e -> e.getMessage();
            default -> null;
        };
        return said == null ? failure.getClass().getSimpleName() : said;
    }
}
