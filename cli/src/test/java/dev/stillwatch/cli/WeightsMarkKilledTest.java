// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weights mark} killed with signal 9 while it writes the copy. */
class WeightsMarkKilledTest {
    private static final int MEGABYTES = 256;

    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectories(folder.resolve("model"));
        String header = "{\"up_proj.weight\":{\"dtype\":\"BF16\",\"shape\":[" + (MEGABYTES << 9)
                + ",1024],\"data_offsets\":[0," + (MEGABYTES << 20) + "]}}";
        ByteBuffer megabyte = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (megabyte.hasRemaining()) {
            megabyte.putShort((short) (Float.floatToIntBits((float) (0.02 * random.nextGaussian())) >> 16));
        }
        try (OutputStream out = Files.newOutputStream(model.resolve("model.safetensors"))) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length())
                    .array());
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(megabyte.array());
            }
        }
    }

    private List<String> words() {
        return List.of(
                "weights",
                "mark",
                model.toString(),
                "--recipient",
                "bank",
                "--out",
                folder.resolve("copy").toString(),
                "--key",
                folder.resolve("key.json").toString(),
                "--register",
                folder.resolve("register").toString());
    }

    private Process start() throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stillwatch.cli.Stillwatch");
        return new ProcessBuilder(Stream.concat(java.stream(), words().stream()).toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private Optional<Path> unfinished() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.getFileName().toString().startsWith("copy.unfinished-"))
                    .map(each -> each.resolve("model.safetensors"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    @Test
    void mark_killedInItsMiddle_leavesNoCopyUnderItsName_andWorksAgain() throws IOException, InterruptedException {
        Path original = model.resolve("model.safetensors");
        Path before = Files.copy(original, folder.resolve("before"));
        Process marking = start();
        while (marking.isAlive()
                && unfinished().map(file -> file.toFile().length()).orElse(0L) < (MEGABYTES << 20) / 4) {
            Thread.onSpinWait();
        }
        marking.destroyForcibly().waitFor();

        assertThat(marking.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isEqualTo(128 + 9);
        assertThat(folder.resolve("copy")).doesNotExist();
        assertThat(folder.resolve("register")).doesNotExist();
        assertThat(original).hasSameBinaryContentAs(before);

        Command again = Command.run(words().toArray());
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(Command.run("weights", "register", "list", "--register", folder.resolve("register"))
                        .out()
                        .lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("bank").doesNotContain("unfinished"));
        assertThat(folder.resolve("copy/model.safetensors")).hasSize(Files.size(original));
    }
}
