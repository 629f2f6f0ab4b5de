// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.RequestBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientRequestTest {
    private static final TrafficGenerator GENERATOR = new TrafficGenerator(
            ScenarioFactory.of("tiny", Map.of("accounts", "10", "benign", "40", "days", "0.5")), 1);

    @TempDir
    private Path folder;

    @Test
    void of_body_asksWhatTheExchangeHolds() {
        RequestBody bodies = new RequestBody(IngestSettings.DEFAULTS);
        GENERATOR.run(labelled -> {
            Exchange exchange = labelled.exchange();
            ClientRequest sent = ClientRequest.of(exchange);
            RequestBody.Asked asked = bodies.read(sent.body()).orElseThrow();
            assertThat(asked.model()).isEqualTo(exchange.model());
            assertThat(asked.request().lastUserMessage())
                    .isEqualTo(exchange.request().lastUserMessage());
            assertThat(asked.request().parameters())
                    .isEqualTo(exchange.request().parameters());
            assertThat(asked.request().tools()).isEqualTo(exchange.request().tools());
            assertThat(sent.path()).isEqualTo("/v1/chat/completions");
            assertThat(sent.time()).isEqualTo(exchange.time());
            assertThat(sent.headers().get("x-forwarded-for"))
                    .isEqualTo(exchange.client().ip().orElseThrow());
            assertThat(sent.toString()).doesNotContain(exchange.account());
        });
    }

    @Test
    void customers_areThoseWhoSendAnything_eachOnceInTheRegister() throws Exception {
        Set<String> sending = new HashSet<>();
        GENERATOR.run(labelled -> sending.add(labelled.exchange().account()));
        List<Customer> customers = GENERATOR.customers();
        assertThat(customers).extracting(Customer::key).containsExactlyInAnyOrderElementsOf(sending);
        assertThat(customers.stream().filter(one -> !one.kind().benign())).hasSize(10);

        Path file = folder.resolve("accounts.csv");
        Customer.writeRegister(file, customers, key -> "key-" + key);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(customers.size() + 1).doesNotHaveDuplicates();
        assertThat(lines.getFirst()).isEqualTo("account,organisation,payment,created");
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.startsWith("key-") && line.split(",", -1).length == 4);
    }
}
