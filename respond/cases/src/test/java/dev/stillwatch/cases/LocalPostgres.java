// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A PostgreSQL server of this machine, from binaries on the class path; one for all tests of a run.
 *
 * <p>PostgreSQL refuses to run as root, as builds in containers do. There it runs as {@code nobody}, so its folder is
 * outside the build's, which that user may not enter.
 */
public final class LocalPostgres {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final LocalPostgres RUNNING = new LocalPostgres();

    private final Path folder;
    private final int port;
    private final Process server;

    /** Address of a new, empty database. */
    public static String newDatabase() throws SQLException {
        String name = "cases_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(RUNNING.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return RUNNING.url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    private LocalPostgres() {
        try {
            folder = Files.createTempDirectory(
                    Path.of("/tmp"),
                    "stillwatch-postgres",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract();
            if (isRoot()) {
                own(folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            }
            run("bin/initdb", "-D", data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            port = freePort();
            server = start(
                    "bin/postgres",
                    "-D",
                    data(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off");
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void extract() throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        try (InputStream packed = Objects.requireNonNull(
                        LocalPostgres.class.getResourceAsStream("/postgres-linux-" + machine + ".txz"));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    Set<PosixFilePermission> readable =
                            PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
                    Files.setPosixFilePermissions(target, readable);
                }
            }
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private void own(UserPrincipal user) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.getFileAttributeView(
                                file, java.nio.file.attribute.FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setOwner(user);
            }
        }
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(folder.resolve(words[0]).toString());
        command.addAll(List.of(words).subList(1, words.length));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C");
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Files.createTempFile(folder, "server", ".log").toFile()))
                .start();
    }

    private void run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(words[0] + " failed:\n" + said());
        }
    }

    private String said() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log :
                    logs.filter(path -> path.toString().endsWith(".log")).toList()) {
                all.append(Files.readString(log));
            }
        }
        return all.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection _ = DriverManager.getConnection(url("postgres"))) {
                return;
            } catch (SQLException e) {
                if (!server.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("PostgreSQL did not start:\n" + said(), e);
                }
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void stop() {
        try {
            // A plain request to stop waits for clients; nobody needs what is in there.
            server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException _) {
            // Its child processes may still be ending; what is left is in the folder for temporary files.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
