// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What an index of served answers consists of: a small text file whose replacement makes a change to the index happen.
 *
 * <p>Nothing that it does not list belongs to the index. Immutable.
 *
 * @param check by which the key is known again
 * @param sampling one run in so many is kept
 * @param answers that were put in
 * @param words in them
 * @param models by their numbers in the runs' facts, from 1 on
 * @param served files of runs that were served, with their sizes
 * @param common files of runs that unrelated texts hold
 * @param inputs how many records were taken from each input, by the keyed hash of its name
 */
record ServedManifest(
        long check,
        int sampling,
        long answers,
        long words,
        List<String> models,
        NavigableMap<String, Long> served,
        NavigableMap<String, Long> common,
        NavigableMap<String, Long> inputs) {
    private static final String FILE = "index";
    private static final String TITLE = "stillwatch served answers 1";
    private static final long MOST_BYTES = 1L << 28;

    ServedManifest {
        models = List.copyOf(models);
        served = new TreeMap<>(served);
        common = new TreeMap<>(common);
        inputs = new TreeMap<>(inputs);
    }

    /** Of an index that holds nothing. */
    static ServedManifest empty(long check, int sampling) {
        return new ServedManifest(check, sampling, 0, 0, List.of(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Replaces the folder's manifest by this one, at once. */
    void write(Path folder) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        text.append("key ").append(Long.toHexString(check)).append('\n');
        text.append("sampling ").append(sampling).append('\n');
        text.append("answers ").append(answers).append('\n');
        text.append("words ").append(words).append('\n');
        models.forEach(model -> text.append("model ")
                .append(URLEncoder.encode(model, StandardCharsets.UTF_8))
                .append('\n'));
        lines(text, "served", served);
        lines(text, "common", common);
        lines(text, "input", inputs);
        long checksum = checksum(text.toString());
        text.append("end ").append(Long.toHexString(checksum)).append('\n');
        Path file = folder.resolve(FILE);
        Path part = folder.resolve(FILE + ".part");
        try {
            try (FileChannel out = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StillwatchException(
                    file + " cannot be written (" + e.getClass().getSimpleName()
                            + "); check the folder, its permissions and the disk's room",
                    e);
        }
    }

    private static void lines(StringBuilder text, String kind, Map<String, Long> values) {
        values.forEach((name, value) -> text.append(kind)
                .append(' ')
                .append(name)
                .append(' ')
                .append(value)
                .append('\n'));
    }

    private static long checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /**
     * The folder's manifest.
     *
     * @throws StillwatchException if there is none, or it is damaged
     */
    static ServedManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw damaged(file);
            }
            return parse(Files.readString(file), file);
        } catch (NoSuchFileException e) {
            throw new StillwatchException(
                    folder + " holds no index of served answers; make one: stillwatch index build LOG --out " + folder,
                    e);
        } catch (IOException e) {
            throw new StillwatchException(
                    "the index " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); check the path and its permissions",
                    e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            throw damaged(file);
        }
    }

    private static ServedManifest parse(String text, Path file) {
        int end = text.lastIndexOf("\nend ") + 1;
        if (!text.startsWith(TITLE + "\n")
                || end == 0
                || !text.substring(end).equals("end " + Long.toHexString(checksum(text.substring(0, end))) + "\n")) {
            throw damaged(file);
        }
        ServedManifestParts parts = new ServedManifestParts();
        text.substring(TITLE.length() + 1, end).lines().forEach(parts::line);
        return parts.whole();
    }

    private static StillwatchException damaged(Path file) {
        return new StillwatchException(
                "the index " + file + " is damaged, cut off or of another version; " + RunFile.REMEDY);
    }

    static String decoded(String model) {
        return URLDecoder.decode(model, StandardCharsets.UTF_8);
    }
}
