// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Mends the file that was being written when a process died. */
final class JournalRepair {
    private JournalRepair() {}

    /** Cuts off what stands after the last whole record of a file, and returns how many bytes that was. */
    static long cutTail(Path path) throws IOException {
        long length;
        long sound = SegmentFile.HEADER.length;
        try (SegmentFile segment = new SegmentFile(path)) {
            length = segment.length();
            segment.soundHeader(length);
            do {
                while (segment.next(length) != null) {
                    sound = segment.at();
                }
                // Damage in the middle is the reader's to report: only what nothing follows is a torn tail.
                segment.skip(length);
            } while (segment.at() < length);
        }
        if (length <= sound) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(sound);
            file.getFD().sync();
        }
        return length - sound;
    }
}
