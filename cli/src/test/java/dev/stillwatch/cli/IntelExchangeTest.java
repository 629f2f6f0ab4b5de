// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two providers, each with a store: what one shares comes to the other as signals, over TLS, and goes when it is taken back. */
@Timeout(60)
class IntelExchangeTest {
    private static final String SECRET = "s3cret-of-b-0123456789";

    @TempDir
    private Path folder;

    private Path ours;
    private Path theirs;

    @BeforeEach
    void stores() throws Exception {
        ours = folder.resolve("a.db");
        theirs = folder.resolve("b.db");
        assertThat(Command.run("intel", "init", "--name", "A", "--store", ours).status())
                .isZero();
        assertThat(Command.run("intel", "init", "--name", "B", "--store", theirs)
                        .status())
                .isZero();
        Files.writeString(folder.resolve("b.secret"), SECRET + "\n");
        DetectedCampaign.report(folder.resolve("report"), 60, 40);
    }

    private Command share(int accounts, int alike) {
        DetectedCampaign.report(folder.resolve("report"), accounts, alike);
        Command shared =
                Command.run("intel", "share", "c-1", "--report", folder.resolve("report"), "--offer", "--store", ours);
        assertThat(shared.status()).as(shared.err()).isZero();
        return shared;
    }

    private Command theirs(String command, String url, Object... more) {
        List<Object> words = new ArrayList<>(List.of("intel", command, url, "--peer", "a", "--store", theirs));
        words.addAll(List.of("--secret", "file:" + folder.resolve("b.secret")));
        words.addAll(List.of(more));
        return Command.run(words.toArray());
    }

    private Command match(Path store) {
        return Command.run("intel", "match", "--report", folder.resolve("report"), "--store", store);
    }

    @Test
    void campaign_sharedOverTls_isASignalThere_untilItIsTakenBack() throws Exception {
        certificate();
        Object authority = folder.resolve("chain.pem");
        Object[] tls = {"--certificate", authority, "--certificate-key", folder.resolve("key.pem")};
        share(60, 40);
        try (Serving server = new Serving(tls)) {
            Command untrusted = theirs("pull", server.url());
            assertThat(untrusted.status()).isEqualTo(2);
            assertThat(untrusted.err()).contains("its certificate is not trusted");
            Command pull = theirs("pull", server.url(), "--ca", authority);
            assertThat(pull.status()).as(pull.err()).isZero();
            assertThat(pull.out()).contains("2 new signals, 0 revised, 0 known");
            assertThat(theirs("pull", server.url(), "--ca", authority, "--format", "json")
                            .out())
                    .contains("\"objects\":0", "\"reached\":\"2");
            assertThat(server.said()).doesNotContain(SECRET);
        }
        Command match = match(theirs);
        assertThat(match.status()).isEqualTo(3);
        assertThat(match.out()).contains("c-1, network AS64500:\n  a says suspect (distillation), confidence 98");

        // A server that starts again does not hand out anew what was read before.
        share(300, 280);
        try (Serving server = new Serving(tls)) {
            assertThat(theirs("pull", server.url(), "--ca", authority).out()).contains("0 new signals, 2 revised");
            assertThat(theirs("pull", server.url(), "--ca", authority, "--again")
                            .out())
                    .contains("0 new signals, 0 revised, 2 known");
        }
        assertThat(Command.run("intel", "revoke", "c-1", "--store", ours).status())
                .isZero();
        try (Serving server = new Serving(tls)) {
            assertThat(theirs("pull", server.url(), "--ca", authority).out()).contains("2 revised");
        }
        Command gone = match(theirs);
        assertThat(gone.status()).isZero();
        assertThat(gone.out()).contains("1 taken back");
    }

    @Test
    void campaign_pushedIntoAnInbox_isASignalThere_andSentOnce() throws Exception {
        Path report = folder.resolve("report");
        Command.run("intel", "share", "c-1", "--report", report, "--offer", "--store", theirs);
        try (Serving server = new Serving("--inbox")) {
            Command push = theirs("push", server.url());
            assertThat(push.status()).as(push.err()).isZero();
            assertThat(push.out())
                    .contains("c-1 to collection ", "objects taken")
                    .doesNotContain("refused");
            assertThat(theirs("push", server.url()).out()).isEqualTo("Nothing new to send.\n");
            assertThat(theirs("push", server.url(), "--again").status()).isZero();
            Command stranger = theirs("pull", server.url(), "--login", "somebody");
            assertThat(stranger.status()).isEqualTo(2);
            assertThat(stranger.err()).contains("answered 401", "Check name, secret and rights");
        }
        // What was received and not read when the server stopped is read when it starts.
        try (Serving server = new Serving()) {
            assertThat(theirs("push", server.url()).err()).contains("no collection that you may write to");
        }
        assertThat(Command.run("intel", "show", "--store", ours).out()).contains("peer b: 2 signals, 2 in force");
        assertThat(match(ours).out()).contains("b says suspect (distillation)");
    }

    private void certificate() throws Exception {
        char[] password = "not-a-secret".toCharArray();
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storepass",
                        new String(password),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        pem("chain.pem", "CERTIFICATE", keys.getCertificate("test").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("test", password).getEncoded());
    }

    private void pem(String name, String kind, byte[] bytes) throws Exception {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    /** {@code stillwatch intel serve} in this process, until it is interrupted. */
    private final class Serving implements AutoCloseable {
        private static final Pattern ADDRESS = Pattern.compile("sharing with 1 peer on (\\S+)\\R");

        private final StringWriter err = new StringWriter();
        private final CompletableFuture<String> address = new CompletableFuture<>();
        private final CompletableFuture<Integer> status = new CompletableFuture<>();
        private final Thread thread;

        Serving(Object... more) {
            List<String> words = new ArrayList<>(List.of("intel", "serve", "--store", ours.toString()));
            words.addAll(List.of("--listen", "127.0.0.1:0", "--peer", "b=file:" + folder.resolve("b.secret")));
            for (Object word : more) {
                words.add(word.toString());
            }
            PrintWriter said = new PrintWriter(err) {
                @Override
                public void flush() {
                    super.flush();
                    Matcher found = ADDRESS.matcher(err.toString());
                    if (found.find()) {
                        address.complete(found.group(1));
                    }
                }
            };
            InputStream none = InputStream.nullInputStream();
            Terminal terminal = new Terminal(none, new PrintWriter(new StringWriter()), said, 120, false);
            thread = Thread.ofPlatform().start(() -> {
                status.complete(Stillwatch.run(terminal, words.toArray(String[]::new)));
                address.completeExceptionally(new IllegalStateException(err.toString()));
            });
        }

        String url() throws Exception {
            return address.get(30, TimeUnit.SECONDS);
        }

        String said() {
            return err.toString();
        }

        @Override
        public void close() {
            thread.interrupt();
            assertThat(status.orTimeout(30, TimeUnit.SECONDS).join())
                    .as(err.toString())
                    .isZero();
        }
    }
}
