// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import com.github.luben.zstd.ZstdInputStream;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.ingest.ExchangeLogWriter;
import dev.stillwatch.range.ScenarioFactory;
import dev.stillwatch.range.TrafficGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulated population's log, as the requests that its clients would send. */
final class SimulatedTraffic {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> PATHS = Map.of(
            "chat", "/v1/chat/completions",
            "responses", "/v1/responses",
            "completions", "/v1/completions",
            "embeddings", "/v1/embeddings",
            "messages", "/v1/messages");

    private final Path log;
    final Set<String> campaign = new HashSet<>();
    final Set<String> benign = new HashSet<>();

    /** One request on the wire. */
    record Wire(Instant time, String account, String path, Buffer body, Map<String, String> headers) {}

    private SimulatedTraffic(Path log) {
        this.log = log;
    }

    static SimulatedTraffic write(Path folder, Map<String, String> knobs) throws IOException {
        Path log = folder.resolve("traffic.jsonl.zst");
        SimulatedTraffic traffic = new SimulatedTraffic(log);
        try (ExchangeLogWriter writer = ExchangeLogWriter.open(log)) {
            new TrafficGenerator(ScenarioFactory.of("small", knobs), 1).run(labelled -> {
                writer.write(labelled.exchange());
                (labelled.kind().benign() ? traffic.benign : traffic.campaign)
                        .add(labelled.exchange().account());
            });
        }
        return traffic;
    }

    /** What the service is told of the accounts: organisation, payment and age, under their names. */
    void register(Path file, AccountNames names) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        each(node -> rows.computeIfAbsent(node.get("account").stringValue(), account -> {
            JsonNode billing = node.path("billing");
            return names.ofKey(account) + "," + node.path("org").asString("") + ","
                    + billing.path("payment").asString("") + ","
                    + billing.path("created").asString("");
        }));
        try (var writer = Files.newBufferedWriter(file)) {
            writer.write("account,organisation,payment,created\n");
            for (String row : rows.values()) {
                writer.write(row + "\n");
            }
        }
    }

    void eachRequest(Consumer<Wire> requests) throws IOException {
        each(node -> requests.accept(wire(node)));
    }

    private static Wire wire(ObjectNode node) {
        ObjectNode request = (ObjectNode) node.get("request");
        request.put("model", node.path("model").asString("m"));
        Map<String, String> headers = new HashMap<>();
        JsonNode client = node.path("client");
        Stream.of(
                        Map.entry("ip", "x-forwarded-for"),
                        Map.entry("asn", "x-client-asn"),
                        Map.entry("country", "x-client-country"),
                        Map.entry("user_agent", "user-agent"),
                        Map.entry("ja4", "x-ja4"))
                .filter(e -> client.has(e.getKey()))
                .forEach(e -> headers.put(e.getValue(), client.get(e.getKey()).asString()));
        return new Wire(
                Instant.parse(node.get("time").stringValue()),
                node.get("account").stringValue(),
                PATHS.get(node.path("api").asString("chat")),
                Buffer.buffer(JSON.writeValueAsBytes(request)),
                headers);
    }

    private void each(Consumer<ObjectNode> lines) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept((ObjectNode) JSON.readTree(line));
            }
        }
    }
}
