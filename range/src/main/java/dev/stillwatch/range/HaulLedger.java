// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes down what campaigns send while traffic is generated.
 *
 * <p>Keeps some 40 bytes for each of their exchanges. Not thread-safe.
 */
public final class HaulLedger implements Consumer<LabelledExchange> {
    /** Age from which an account counts as aged; a campaign's own are younger. */
    public static final Duration AGED = Duration.ofDays(30);

    private final Map<String, Book> books = new HashMap<>();

    private record Entry(Instant time, Purpose purpose) {}

    /** What one account did for its campaign. */
    private record Book(boolean aged, List<Entry> entries) {

        long count(Purpose purpose, Instant before) {
            return entries.stream()
                    .filter(entry -> entry.purpose() == purpose && entry.time().isBefore(before))
                    .count();
        }
    }

    /** Notes an exchange; those that are not sent for a campaign are ignored. */
    @Override
    public void accept(LabelledExchange labelled) {
        if (labelled.kind().benign() || labelled.purpose() == Purpose.ORDINARY) {
            return;
        }
        Exchange exchange = labelled.exchange();
        books.computeIfAbsent(exchange.account(), account -> new Book(aged(exchange), new ArrayList<>()))
                .entries()
                .add(new Entry(exchange.time(), labelled.purpose()));
    }

    private static boolean aged(Exchange exchange) {
        return exchange.billing()
                .created()
                .filter(created -> !created.isAfter(exchange.time().minus(AGED)))
                .isPresent();
    }

    /**
     * What the campaigns got.
     *
     * @param accused when each account that was accused was; others never were
     * @param last how the last scan did
     */
    public Haul haul(Map<String, Instant> accused, DetectionScore last) {
        Haul haul = new Haul(
                0, 0, 0, 0, 0, 0, last.recall(), last.power().getFirst().found());
        Share none = new Share(0, 0);
        for (Map.Entry<String, Book> account : books.entrySet()) {
            Book book = account.getValue();
            Instant until = accused.getOrDefault(account.getKey(), Instant.MAX);
            long undetected = book.count(Purpose.HARVEST, until);
            haul = haul.plus(new Haul(
                    book.count(Purpose.HARVEST, Instant.MAX),
                    undetected,
                    undetected + book.count(Purpose.DECOY, until),
                    book.count(Purpose.RESOLD, until),
                    1,
                    book.aged() ? 1 : 0,
                    none,
                    none));
        }
        return haul;
    }
}
