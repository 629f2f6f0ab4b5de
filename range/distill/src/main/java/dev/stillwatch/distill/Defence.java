// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done about a harvest: a row of the table. */
public enum Defence {
    /** Nothing. */
    NONE("none", "none", ""),
    /** No steps come back, and with them no log-probabilities. */
    REASONING_WITHHELD("reasoning-withheld", "reasoning withheld", "{deter: {reasoning: withhold}}"),
    /** Of the steps, the first sentence comes back. */
    REASONING_SUMMARISED("reasoning-summarised", "reasoning summarised", "{deter: {reasoning: summarise}}"),
    /** Steps come back without log-probabilities. */
    LOGPROBS_STRIPPED("logprobs-stripped", "logprobs stripped", "{deter: {logprobs: strip}}"),
    /** Each account is served at a quarter of the rate at which the campaign's accounts ask. */
    THROTTLED("throttled", "throttled", "{throttle: {requests: 1, per: %ds}}"),
    /** Detection finds the campaign while it harvests, and a person approves its suspension. */
    DETECTED("detected", "detected and suspended", "suspend");

    private final String label;
    private final String title;
    private final String countermeasure;

    Defence(String label, String title, String countermeasure) {
        this.label = label;
        this.title = title;
        this.countermeasure = countermeasure;
    }

    /** The name on a command line and in JSON. */
    public String label() {
        return label;
    }

    /** The name in tables and pictures. */
    public String title() {
        return title;
    }

    /** Whether it is in force from the start, rather than when detection asks for it. */
    public boolean imposed() {
        return this != NONE && this != DETECTED;
    }

    /**
     * The defence of a label.
     *
     * @throws StillwatchException when there is none; names those there are
     */
    public static Defence of(String label) {
        return Arrays.stream(values())
                .filter(defence -> defence.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("there is no response '" + label + "'. Known: "
                        + Arrays.stream(values()).map(Defence::label).collect(Collectors.joining(", "))));
    }

    /**
     * The policy pack that orders it; empty where nothing is ordered.
     *
     * @param scope whom an imposed one covers
     */
    Optional<String> pack(HarvestPlan plan, Scope scope) {
        return switch (this) {
            case NONE -> Optional.empty();
            case REASONING_WITHHELD, REASONING_SUMMARISED, LOGPROBS_STRIPPED, THROTTLED ->
                Optional.of(pack(
                        scope.condition(),
                        countermeasure.formatted(plan.throttle().toSeconds()),
                        "none"));
            case DETECTED ->
                Optional.of(pack(
                        "has_campaign && campaign.verdict == \"distillation\" && campaign.accounts >= 5",
                        countermeasure,
                        "required"));
        };
    }

    private static String pack(String condition, String countermeasure, String approval) {
        return String.join(
                "\n",
                List.of(
                        "id: stillwatch.range.distill",
                        "version: 1.0.0",
                        "title: A response under test",
                        "issuer: the range",
                        "status: voluntary",
                        "known-at: 2026-01-01T00:00:00Z",
                        "mode: enforce",
                        "rules:",
                        "  - id: under-test",
                        "    priority: 10",
                        "    when: " + condition,
                        "    then: " + countermeasure,
                        "    approval: " + approval,
                        "    lasting: 365d",
                        "    reason: Usage is being reviewed.",
                        ""));
    }

    /** Whom an imposed response covers. */
    enum Scope {
        /** The accounts of the campaign, as a directive names them. */
        CAMPAIGN("has_account && account.attributes[?\"harvests\"].orValue(\"\") == \"yes\""),
        /** Everybody. */
        EVERYBODY("has_account && account.id != \"\"");

        private final String condition;

        Scope(String condition) {
            this.condition = condition;
        }

        String condition() {
            return condition;
        }
    }
}
