// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as a process: the campaign is found, stopped by a person, let go again, and nothing is left behind. */
@Timeout(300)
class DemoCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void demo_campaignIsFound_suspendedOnApproval_andNothingIsLeftAfterCtrlC() throws Exception {
        try (DemoProcess demo = new DemoProcess(temporary, "--accounts", "150")) {
            JsonNode ready = demo.await("ready");
            URI console = URI.create(ready.path("console").asString());
            String token = ready.path("token").asString();
            assertThat(console.getFragment()).isEqualTo("token=" + token);
            assertThat(get(console, token).body()).contains("Sign in").contains("simulated");

            JsonNode found = demo.await("case");
            assertThat(found.path("verdict").asString()).isEqualTo("distillation");
            assertThat(found.path("accounts").asInt()).isBetween(100, 150);

            demo.await("waiting");
            JsonNode proposals = JSON.readTree(
                    get(console.resolve("/admin/v1/proposals"), token).body());
            String action = proposals.get(0).path("id").asString();
            assertThat(post(console.resolve("/admin/v1/actions/" + action + "/approve"), token))
                    .isEqualTo(200);

            JsonNode refusing = demo.await(
                    "progress", event -> event.path("refused_campaign").asLong() > 20);
            JsonNode later = demo.await(
                    "progress",
                    event -> event.path("served").asLong()
                            > refusing.path("served").asLong() + 100);
            assertThat(later.path("refused_benign").asLong()).isZero();
            assertThat(later.path("failed").asLong()).isZero();

            demo.type("u");
            assertThat(demo.await("undone").path("actions").asInt()).isPositive();

            assertThat(demo.process.descendants()).isEmpty();
            assertThat(demo.interrupt()).isZero();
            assertThat(temporary).isEmptyDirectory();
            assertThat(demo.complaints).isEmpty();
            assertThatThrownBy(() -> get(console, token)).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> get(URI.create(ready.path("gateway").asString()), token))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void demo_afterOneThatWasKilled_removesWhatThatLeft_andEndsByItself() throws Exception {
        try (DemoProcess killed = new DemoProcess(temporary)) {
            killed.await("ready");
            killed.process.destroyForcibly().waitFor();
        }
        assertThat(temporary).isNotEmptyDirectory();
        try (DemoProcess next = new DemoProcess(temporary, "--for", "1s")) {
            next.await("ended");
            assertThat(next.process.waitFor()).isZero();
        }
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void demo_onAPortThatIsTaken_saysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Command demo = Command.run("demo", "--port", taken.getLocalPort());
            assertThat(demo.status()).isEqualTo(2);
            assertThat(demo.err()).contains("is taken");
        }
    }

    private HttpResponse<String> get(URI uri, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int post(URI uri, String token) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .header("authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
