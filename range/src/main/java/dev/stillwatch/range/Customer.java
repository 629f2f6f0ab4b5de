// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a provider knows of a simulated account beside its traffic, and what the account really is.
 *
 * @param key the account's name in the simulation
 */
public record Customer(String key, Kind kind, Optional<String> organisation, Billing billing) {
    /**
     * Writes a register of accounts that a service reads: account, organisation, payment and day of creation.
     *
     * @param names gives an account the name it has in the service
     * @throws StillwatchException naming the file, when it cannot be written
     */
    public static void writeRegister(Path file, Collection<Customer> customers, UnaryOperator<String> names) {
        List<String> lines = new ArrayList<>();
        lines.add("account,organisation,payment,created");
        for (Customer customer : customers) {
            lines.add(String.join(
                    ",",
                    names.apply(customer.key()),
                    customer.organisation().orElse(""),
                    customer.billing().payment().orElse(""),
                    customer.billing().created().map(Instant::toString).orElse("")));
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be written; is the disk full?", e);
        }
    }

    /** Keys and payments link people: only the kind is shown. */
    @Override
    public String toString() {
        return "Customer[kind=" + kind + "]";
    }
}
