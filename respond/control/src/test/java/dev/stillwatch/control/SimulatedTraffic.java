// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.range.ClientRequest;
import dev.stillwatch.range.Customer;
import dev.stillwatch.range.ScenarioFactory;
import dev.stillwatch.range.TrafficGenerator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A simulated population's traffic, as the requests that its clients would send. */
final class SimulatedTraffic {
    private final TrafficGenerator generator;
    private final List<Customer> customers;
    final Set<String> campaign = new HashSet<>();
    final Set<String> benign = new HashSet<>();

    SimulatedTraffic(Map<String, String> knobs) {
        generator = new TrafficGenerator(ScenarioFactory.of("small", knobs), 1);
        customers = generator.customers();
        for (Customer customer : customers) {
            (customer.kind().benign() ? benign : campaign).add(customer.key());
        }
    }

    /** What the service is told of the accounts: organisation, payment and age, under their names. */
    void register(Path file, AccountNames names) {
        Customer.writeRegister(file, customers, names::ofKey);
    }

    void eachRequest(Consumer<ClientRequest> requests) {
        generator.run(labelled -> requests.accept(ClientRequest.of(labelled.exchange())));
    }
}
