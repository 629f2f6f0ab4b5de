// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Asks for pages in turns, so that what else the machine does falls on all of them alike. */
final class Rounds {
    private final Plan plan;
    private final SignedIn browser;

    /**
     * A page's times in milliseconds.
     *
     * @param ratio its median over the first page's
     * @param bytes of its answer's body
     */
    record Row(String page, double median, double lowerQuartile, double upperQuartile, double ratio, int bytes) {}

    /**
     * What is asked for.
     *
     * @param before done each time before it is asked for; not in its time
     */
    record Page(String path, Runnable before) {
        Page(String path) {
            this(path, () -> {});
        }
    }

    Rounds(Plan plan, SignedIn browser) {
        this.plan = plan;
        this.browser = browser;
    }

    /** Measures pages, by name; the first is what the others are compared with. */
    List<Row> of(Map<String, Page> pages) throws IOException {
        Map<String, Integer> bytes = new LinkedHashMap<>();
        Map<String, LongStream.Builder> nanos = new LinkedHashMap<>();
        for (Map.Entry<String, Page> page : pages.entrySet()) {
            bytes.put(page.getKey(), browser.get(page.getValue().path()));
            ask(page.getValue(), Integer.MAX_VALUE, plan.warmUp(), _ -> {});
            nanos.put(page.getKey(), LongStream.builder());
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<String, Page> page : pages.entrySet()) {
                ask(
                        page.getValue(),
                        plan.requests(),
                        plan.turn(),
                        Objects.requireNonNull(nanos.get(page.getKey()))::add);
            }
        }
        List<Row> rows = new ArrayList<>();
        nanos.forEach((page, times) -> {
            long[] sorted = times.build().sorted().toArray();
            double median = at(sorted, 0.5);
            rows.add(new Row(
                    page,
                    median,
                    at(sorted, 0.25),
                    at(sorted, 0.75),
                    rows.isEmpty() ? 1 : median / rows.getFirst().median(),
                    bytes.getOrDefault(page, 0)));
        });
        return rows;
    }

    /** Asks for a page again and again, once at least. */
    private void ask(Page page, int most, Duration turn, LongConsumer nanos) throws IOException {
        long begun = System.nanoTime();
        for (int i = 0; i < most; i++) {
            page.before().run();
            long from = System.nanoTime();
            browser.get(page.path());
            long until = System.nanoTime();
            nanos.accept(until - from);
            if (until - begun > turn.toNanos()) {
                break;
            }
        }
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)] / 1e6;
    }
}
