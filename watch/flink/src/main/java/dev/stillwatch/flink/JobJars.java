// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The jars that a job needs and a Flink installation lacks, found where this program itself has them.
 *
 * <p>They are named by one class of each, and not by file, so that the same list holds for a packed program and for classes in
 * a build's folders.
 */
public final class JobJars {
    private static final List<String> ONE_OF_EACH = List.of(
            "dev.stillwatch.flink.DetectionJob",
            "dev.stillwatch.detect.Detector",
            "dev.stillwatch.exchange.Exchange",
            "dev.stillwatch.ingest.ParseOutcome",
            "dev.stillwatch.report.AccountJson",
            "tools.jackson.core.JsonGenerator",
            "org.apache.commons.text.StringEscapeUtils",
            "org.apache.commons.lang3.StringUtils",
            "org.apache.flink.connector.kafka.source.KafkaSource",
            "org.apache.flink.connector.base.source.reader.SourceReaderBase",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            // What records in Kafka may be compressed with.
            "com.github.luben.zstd.Zstd",
            "net.jpountz.lz4.LZ4Factory",
            "org.xerial.snappy.Snappy");

    private JobJars() {}

    /**
     * The jars, the job's own first.
     *
     * @param scratch a folder for jars that are made here of folders with classes; empty afterwards for a packed program
     */
    public static List<Path> gather(Path scratch) {
        List<Path> jars = new ArrayList<>();
        for (String name : ONE_OF_EACH) {
            Path place = place(name);
            if (!Files.isDirectory(place)) {
                jars.add(place);
                continue;
            }
            Path jar = scratch.resolve(name + ".jar");
            try {
                pack(place, jar);
            } catch (IOException e) {
                throw new StillwatchException("cannot write " + jar + "; free space there", e);
            }
            jars.add(jar);
        }
        return List.copyOf(jars);
    }

    private static Path place(String name) {
        try {
            CodeSource source = Class.forName(name, false, JobJars.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new StillwatchException("this build lacks the library with " + name + "; build it anew", e);
        }
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
