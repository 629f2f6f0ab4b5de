// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import com.github.luben.zstd.ZstdOutputStream;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.FileLayout;
import dev.stillwatch.corpus.PlainBytes;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Copies data sets without some of their rows. What is left is byte-identical, but for Parquet, which is written anew
 * with the same values, and for the separators of a JSON array.
 */
public final class CleanedCopy {
    private final ReadingSettings reading;
    private long leftOut;

    private CleanedCopy(ReadingSettings reading) {
        this.reading = reading;
    }

    /**
     * Writes a copy: of one file to {@code target}, of several into the folder {@code target}, each under its own name.
     * A name that ends in {@code .gz} or {@code .zst} is compressed so.
     *
     * @param folder of the audit, after {@link Audit#run} and before it is finished
     * @return how many rows were left out
     * @throws StillwatchException if it cannot be written
     */
    public static long write(
            List<DataFile> files, ReadingSettings reading, Path folder, CleaningRule rule, Path target) {
        check(files, target);
        CleanedCopy copy = new CleanedCopy(reading);
        try (LeftOut rows = new LeftOut(FindingsFile.unfinished(folder), rule)) {
            if (files.size() == 1) {
                copy.file(files.getFirst(), rows, target);
            } else {
                Files.createDirectories(target);
                for (DataFile file : files) {
                    copy.file(file, rows, target.resolve(file.path().getFileName()));
                }
            }
            return copy.leftOut;
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot write the cleaned data set to " + target
                            + "; free space or permission there, or name another with --cleaned",
                    e);
        }
    }

    /**
     * Makes sure, before an audit, that a copy can be written.
     *
     * @throws StillwatchException if two of several files have the same name, or a copy would replace its original
     */
    public static void check(List<DataFile> files, Path target) {
        if (files.size() > 1
                && files.stream()
                                .map(each -> each.path().getFileName())
                                .distinct()
                                .count()
                        < files.size()) {
            throw new StillwatchException(
                    "two files have the same name, and --cleaned puts all into one folder; audit them one by one");
        }
        for (DataFile file : files) {
            Path copy = files.size() == 1 ? target : target.resolve(file.path().getFileName());
            try {
                if (Files.exists(copy) && Files.isSameFile(copy, file.path())) {
                    throw new StillwatchException(copy + ": the cleaned data set would replace what it is made of;"
                            + " name another with --cleaned");
                }
            } catch (IOException e) {
                throw new StillwatchException(copy + " cannot be looked at; name another with --cleaned", e);
            }
        }
    }

    private void file(DataFile file, LeftOut rows, Path target) throws IOException {
        Path whole = target.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path temporary = whole.resolveSibling("." + whole.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            Optional<FileLayout> layout = FileLayout.of(file, reading);
            if (layout.filter(each -> each.container() == FileLayout.Container.PARQUET)
                    .isPresent()) {
                leftOut += ParquetCopy.write(file, rows, temporary);
            } else {
                try (InputStream in =
                                new BufferedInputStream(PlainBytes.of(file, 0).in(), 1 << 16);
                        OutputStream out = compressed(target, Files.newOutputStream(temporary))) {
                    leftOut += JsonArrayCopy.isArray(in)
                            ? JsonArrayCopy.write(file, in, rows, out)
                            : bytes(file, in, rows, out);
                }
            }
            Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static OutputStream compressed(Path target, OutputStream raw) throws IOException {
        String name = target.toString();
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(raw, 1 << 16);
        }
        return new BufferedOutputStream(name.endsWith(".zst") ? new ZstdOutputStream(raw) : raw, 1 << 16);
    }

    /** Copies all but the spans of some rows, each with the line break after it. */
    private static long bytes(DataFile file, InputStream in, LeftOut rows, OutputStream out) throws IOException {
        long at = 0;
        long count = 0;
        for (Optional<LeftOut.Row> row = rows.next(file.name()); row.isPresent(); row = rows.next(file.name())) {
            copy(in, out, row.get().from() - at);
            in.skipNBytes(row.get().to() - row.get().from());
            int breaks = in.read();
            at = row.get().to() + 1;
            if (breaks >= 0 && breaks != '\n') {
                out.write(breaks);
            }
            count++;
        }
        in.transferTo(out);
        return count;
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new IOException("the file is shorter than it was");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }
}
