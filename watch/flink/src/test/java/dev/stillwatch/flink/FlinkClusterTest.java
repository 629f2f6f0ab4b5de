// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;

/** What is asked of a cluster before a job is sent; a small server stands for clusters of other ages. */
class FlinkClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Answers every question whose path ends so. */
    private static HttpServer server(String path, String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            boolean known = exchange.getRequestURI().getPath().endsWith(path);
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
            if (known) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static FlinkCluster cluster(HttpServer server) {
        return new FlinkCluster(
                URI.create("http://localhost:" + server.getAddress().getPort()), Map.of(), PATIENCE);
    }

    private static String environment(String java) {
        return "{\"jvm\":{\"version\":\"" + java + "\",\"arch\":\"amd64\",\"options\":[]},\"classpath\":[]}";
    }

    private static String overview(String version) {
        return "{\"taskmanagers\":1,\"slots-total\":4,\"slots-available\":3,\"jobs-running\":1,\"jobs-finished\":0,"
                + "\"jobs-cancelled\":0,\"jobs-failed\":0,\"flink-version\":\"" + version
                + "\",\"flink-commit\":\"x\"}";
    }

    @Test
    void checkJava_ofAnOlderOne_namesBoth() throws IOException {
        String own = EnvironmentInformation.getJvmVersion();
        String older = own.replaceFirst(" - \\d+/", " - 21/");
        assertThat(older).isNotEqualTo(own);
        HttpServer server = server("/jobmanager/environment", environment(older));

        try (FlinkCluster cluster = cluster(server)) {
            assertThatThrownBy(cluster::checkJava)
                    .hasMessageContaining("runs on Java 21")
                    .hasMessageContaining("Java 25");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void checkJava_ofThisOne_passes() throws IOException {
        HttpServer server = server("/jobmanager/environment", environment(EnvironmentInformation.getJvmVersion()));

        try (FlinkCluster cluster = cluster(server)) {
            assertThatCode(cluster::checkJava).doesNotThrowAnyException();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void freeSlots_ofThisFlink_areThoseItSays() throws IOException {
        HttpServer server = server("/overview", overview("2.3.7"));

        try (FlinkCluster cluster = cluster(server)) {
            assertThat(cluster.freeSlots()).isEqualTo(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void freeSlots_ofAnotherFlink_namesBoth() throws IOException {
        HttpServer server = server("/overview", overview("1.20.1"));

        try (FlinkCluster cluster = cluster(server)) {
            assertThatThrownBy(cluster::freeSlots)
                    .hasMessageContaining("runs Flink 1.20.1")
                    .hasMessageContaining("made for 2.3");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void address_ofAnotherKind_isRefused() {
        assertThatThrownBy(() -> new FlinkCluster(URI.create("localhost:8081"), Map.of(), PATIENCE))
                .hasMessageContaining("write http://HOST:PORT");
    }
}
