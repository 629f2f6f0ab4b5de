// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that people write by hand. */
final class SmallFiles {
    private static final long MOST_BYTES = 16L << 20;

    private SmallFiles() {}

    /** @throws StillwatchException if it is not there, larger than 16 MiB, or no UTF-8 */
    static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + ": has more than 16 MiB; is it the right file?");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new StillwatchException(file + ": is not there", e);
        } catch (CharacterCodingException e) {
            throw new StillwatchException(file + ": is no UTF-8; save it as such", e);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read", e);
        }
    }
}
