// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * Judges a finished stretch of traffic: which accounts act as one to harvest the model, and how sure that is.
 *
 * <p>A pure function of two summaries: no clock, threads, randomness or I/O. Immutable and thread-safe; memory and time
 * grow with accounts and their sampled exchanges, not with the traffic behind them.
 */
public final class Detector {

    private final DetectorSettings settings;

    public Detector(DetectorSettings settings) {
        this.settings = settings;
    }

    /** Judges {@code traffic}; {@code baseline} is earlier traffic taken as benign, or an empty summary. */
    public Assessment assess(TrafficSummary traffic, TrafficSummary baseline) {
        Population population = Population.of(traffic, baseline);
        ContentSpace space = ContentSpace.fit(population.all());
        CohortSearch.Found found = new CohortSearch(population, space).find();
        return new Verdicts(population, space, found, settings).assessment(traffic.exchanges());
    }
}
