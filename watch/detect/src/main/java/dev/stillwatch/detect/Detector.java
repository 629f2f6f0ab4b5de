// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * Judges a finished stretch of traffic: which accounts act as one to harvest the model, and how sure that is.
 *
 * <p>A pure function of two summaries: no clock, randomness or I/O, and no threads but those it is lent. Immutable and thread-safe; memory and time
 * grow with accounts and their sampled exchanges, not with the traffic behind them.
 */
public final class Detector {

    private final DetectorSettings settings;

    public Detector(DetectorSettings settings) {
        this.settings = settings;
    }

    /** Judges {@code traffic}; {@code baseline} is earlier traffic taken as benign, or an empty summary. */
    public Assessment assess(TrafficSummary traffic, TrafficSummary baseline) {
        return assess(traffic, baseline, Parallel.SEQUENTIAL);
    }

    /** Judges with the threads that {@code parallel} lends; the result is the same for any of it. */
    public Assessment assess(TrafficSummary traffic, TrafficSummary baseline, Parallel parallel) {
        Population population = Population.of(traffic, baseline, parallel);
        ContentSpace space = ContentSpace.fit(population.all(), parallel);
        CohortSearch.Found found = new CohortSearch(population, space).find();
        return new Verdicts(population, space, found, settings).assessment(traffic.exchanges());
    }
}
