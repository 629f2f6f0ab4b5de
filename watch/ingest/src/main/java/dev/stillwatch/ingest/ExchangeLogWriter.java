// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import com.github.luben.zstd.ZstdOutputStream;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes exchanges as a native exchange log, one JSON object a line. What it writes reads back as the same exchange, as
 * far as the reader's limits on names and texts go, but for unpaired surrogates, which no UTF-8 can hold and which become
 * U+FFFD. Not thread-safe; constant memory.
 */
public final class ExchangeLogWriter implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final String name;
    private final OutputStream out;

    private ExchangeLogWriter(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    /**
     * Creates or replaces a file; compresses it when its name ends in {@code .gz} or {@code .zst}.
     *
     * @throws StillwatchException naming the file, when it cannot be created
     */
    public static ExchangeLogWriter open(Path file) {
        try {
            return new ExchangeLogWriter(file.toString(), compressed(file));
        } catch (IOException e) {
            throw new StillwatchException(
                    file + ": cannot be written; check that its folder exists and is writable", e);
        }
    }

    private static OutputStream compressed(Path file) throws IOException {
        OutputStream plain = Files.newOutputStream(file);
        try {
            String lower = file.toString().toLowerCase(Locale.ROOT);
            if (lower.endsWith(".gz")) {
                return new BufferedOutputStream(new GZIPOutputStream(plain, BUFFER), BUFFER);
            }
            if (lower.endsWith(".zst")) {
                return new BufferedOutputStream(new ZstdOutputStream(plain), BUFFER);
            }
            return new BufferedOutputStream(plain, BUFFER);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /**
     * Appends one exchange.
     *
     * @throws StillwatchException naming the file, when it cannot be written
     */
    public void write(Exchange exchange) {
        try (JsonGenerator g = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            ExchangeJson.write(exchange, g);
        } catch (JacksonException e) {
            throw failed(e);
        }
        try {
            out.write('\n');
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Writes what is buffered and closes the file.
     *
     * @throws StillwatchException naming the file, when it cannot be written to its end
     */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StillwatchException failed(Exception e) {
        return new StillwatchException(name + ": cannot be written; is the disk full?", e);
    }
}
