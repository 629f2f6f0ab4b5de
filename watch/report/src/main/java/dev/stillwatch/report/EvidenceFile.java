// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * evidence.jsonl: one account a line, {@code account} its first member.
 *
 * <p>To find an account, the start of each line is compared as bytes and only the line that matches is parsed, so that
 * finding one among a million costs one sequential read of the file and memory for one line.
 */
final class EvidenceFile {
    private static final byte[] LINE_START = "{\"account\":\"".getBytes(StandardCharsets.UTF_8);

    private EvidenceFile() {}

    static void write(List<AccountAssessment> accounts, OutputStream out) {
        try (JsonGenerator json = Json.compact(out)) {
            for (AccountAssessment account : accounts) {
                AccountJson.write(json, account);
                json.writeRaw('\n');
            }
        }
    }

    /**
     * The account's line, if there is one.
     *
     * @param others told every other account that stands before it; all of them if it is not found
     * @throws DamagedFile if a line does not look as it was written
     */
    static Optional<AccountAssessment> find(String account, InputStream in, NearestIds others) throws IOException {
        byte[] wanted = start(account);
        Lines lines = new Lines(in);
        while (lines.next()) {
            if (!lines.startsWith(LINE_START) || lines.last() != '}') {
                throw new DamagedFile(lines.number, "the line is cut off or was not written by stillwatch scan");
            }
            if (lines.startsWith(wanted)) {
                return Optional.of(parse(lines));
            }
            others.offer(lines);
        }
        return Optional.empty();
    }

    /** Hands over every account in order; memory for one. */
    static void each(InputStream in, Consumer<AccountAssessment> accounts) throws IOException {
        Lines lines = new Lines(in);
        while (lines.next()) {
            if (!lines.startsWith(LINE_START) || lines.last() != '}') {
                throw new DamagedFile(lines.number, "the line is cut off or was not written by stillwatch scan");
            }
            accounts.accept(parse(lines));
        }
    }

    private static AccountAssessment parse(Lines lines) {
        try (var parser = Json.parser(lines.buffer, lines.length)) {
            parser.nextToken();
            return AccountJson.read(JsonObject.read(parser));
        } catch (JacksonException e) {
            throw new DamagedFile(lines.number, "it is not JSON");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedFile(lines.number, String.valueOf(e.getMessage()));
        }
    }

    /** The bytes a line for this account starts with, made by the very writer that writes the lines. */
    private static byte[] start(String account) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.compact(bytes)) {
            json.writeStartObject();
            Json.text(json, "account", account);
            json.writeEndObject();
        }
        byte[] object = bytes.toByteArray();
        object[object.length - 1] = ',';
        return object;
    }

    /** Lines of a stream as bytes in one reused buffer. */
    static final class Lines {
        private final InputStream in;
        private final byte[] chunk = new byte[1 << 16];
        private int position;
        private int filled;
        private byte[] buffer = new byte[1 << 12];
        private int length;
        private long number;

        Lines(InputStream in) {
            this.in = in;
        }

        private boolean next() throws IOException {
            length = 0;
            number++;
            boolean any = false;
            while (fill()) {
                any = true;
                int end = position;
                while (end < filled && chunk[end] != '\n') {
                    end++;
                }
                append(position, end);
                position = end + 1;
                if (end < filled) {
                    return true;
                }
            }
            return any;
        }

        private boolean fill() throws IOException {
            if (position >= filled) {
                /* Past the end by one where a line ended with the chunk. */
                position = 0;
                filled = in.read(chunk);
            }
            return filled > 0;
        }

        private void append(int from, int to) {
            int count = to - from;
            if (length + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(length + count, buffer.length * 2));
            }
            System.arraycopy(chunk, from, buffer, length, count);
            length += count;
        }

        private boolean startsWith(byte[] prefix) {
            return length >= prefix.length && Arrays.equals(buffer, 0, prefix.length, prefix, 0, prefix.length);
        }

        private byte last() {
            return length == 0 ? 0 : buffer[length - 1];
        }

        /** The account named at the start of the line, as it stands there: with JSON escapes. */
        String escapedAccount() {
            int end = LINE_START.length;
            while (end < length && buffer[end] != '"') {
                end += buffer[end] == '\\' ? 2 : 1;
            }
            return new String(
                    buffer, LINE_START.length, Math.min(end, length) - LINE_START.length, StandardCharsets.UTF_8);
        }
    }
}
