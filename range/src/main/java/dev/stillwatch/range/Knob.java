// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One setting of a scenario, given by name and as text.
 *
 * @param part which part of the scenario it belongs to
 * @param fallback what holds where neither preset nor user sets it
 * @param description what it sets, with its unit and range
 */
public record Knob(Part part, String name, String fallback, String description) {

    /** A part of a scenario. */
    public enum Part {
        TRAFFIC,
        POPULATION,
        CAMPAIGN
    }

    /** Every knob, part by part. */
    static final List<Knob> ALL = all();

    public Knob {
        Objects.requireNonNull(part, "part is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(fallback, "fallback is null");
        Objects.requireNonNull(description, "description is null");
    }

    private static List<Knob> all() {
        List<Knob> all = new ArrayList<>(List.of(
                traffic("start", "2026-11-02T00:00:00Z", "when the traffic begins, RFC 3339"),
                traffic("days", "7", "how many days it lasts, above 0"),
                traffic(
                        "baseline-days",
                        "0",
                        "days of benign traffic before the start, written as baseline log, 0 or more"),
                traffic("release-day", "none", "day on which a new model is released; none for no release"),
                population("benign", "3000", "benign accounts, 0 or more"),
                population("person-rate", "0.12", "median exchanges an hour of a person, above 0")));
        Population.defaultShares().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(share -> population(
                        "share-" + share.getKey().label(),
                        Double.toString(share.getValue().value()),
                        "share of " + share.getKey().label() + " accounts among the benign, 0 to 1"))
                .forEach(all::add);
        all.addAll(List.of(
                population("resellers-declare", "false", "whether resellers declare their organisation, true or false"),
                population("prompts", "none", "folder of real prompts for people; none for made-up ones"),
                population("timing", "none", "folder of ServeGen traces for applications; none for fitted parameters"),
                campaign("campaigns", "1", "how many campaigns with the knobs below, 0 or more"),
                campaign("accounts", "300", "accounts at work in a campaign, 1 or more"),
                campaign("rate", "0.5", "exchanges an hour of a campaign account, above 0"),
                campaign("begin-day", "0", "day on which a campaign begins, 0 for the first"),
                campaign("campaign-days", "all", "days a campaign lasts; all for to the end"),
                campaign("dilution", "0", "share of ordinary customers' prompts in a campaign, 0 to 1"),
                campaign(
                        "templates",
                        "2000",
                        "distinct templates of a campaign, 1 to 100000; unique for bare data-set items"),
                campaign("paraphrase", "slot", "none, slot or full"),
                campaign("miss", "0.3", "share of requests that full paraphrase rewords, 0 to 1"),
                campaign("leak", "0.1", "share of campaign accounts that leak shared infrastructure, 0 to 1"),
                campaign("clock", "flat", "flat, round-robin, jittered or human"),
                campaign("replacement", "0", "share of campaign accounts replaced a day, 0 to 1"),
                campaign(
                        "pivot",
                        "0",
                        "share of campaign traffic moving to the new model within a day of its release, 0 to 1"),
                campaign("mix", "default", "what is harvested: default, or as in reasoning:0.5,rows:0.5"),
                campaign("split", "scoring", "half of the campaign material used: tuning or scoring"),
                campaign(
                        "items",
                        "own",
                        "what is asked: own; people for ordinary people's prompts, each once; evaluation for benchmark"
                                + " items as laboratories send them, each once; evaluation-bare for these without a"
                                + " wrapper. Only own uses templates, paraphrase and mix"),
                campaign(
                        "decoys",
                        "0",
                        "share of prompts of one made-up person an account, paid for by the campaign, among what is not"
                                + " diluted, 0 to 1"),
                campaign("aged", "0", "share of campaign accounts as old as ordinary customers', 0 to 1"),
                campaign(
                        "sleeper-rate",
                        "0",
                        "exchanges an hour of a former owner on an aged account before the campaign uses it, 0 or more"),
                campaign(
                        "reseller-share",
                        "0",
                        "share of campaign accounts inside the pools of resellers, whose customers use them too, 0 to 1"),
                campaign(
                        "relay",
                        "none",
                        "none; own where all accounts show one relay's client; rewritten where each shows an ordinary one"),
                campaign("rhythm", "0.5", "how far the jittered clock follows a person's day, 0 to 1")));
        return List.copyOf(all);
    }

    private static Knob traffic(String name, String fallback, String description) {
        return new Knob(Part.TRAFFIC, name, fallback, description);
    }

    private static Knob population(String name, String fallback, String description) {
        return new Knob(Part.POPULATION, name, fallback, description);
    }

    private static Knob campaign(String name, String fallback, String description) {
        return new Knob(Part.CAMPAIGN, name, fallback, description);
    }
}
