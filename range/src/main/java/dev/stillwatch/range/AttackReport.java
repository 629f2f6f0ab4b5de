// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a search for evasions found, for people and for programs.
 *
 * @param attempts cheapest evasions first, then those that came closest to one
 * @param evasion what counts as one
 * @param trials how many simulations it took
 */
public record AttackReport(List<Attempt> attempts, Evasion evasion, AttackPrices prices, int trials) {

    public AttackReport {
        attempts = attempts.stream().sorted(evasion.best(prices)).toList();
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a search tries one attempt or more");
        }
    }

    /** The cheapest evasion among the attempts that were tried on as many seeds as any. */
    public Optional<Attempt> cheapest() {
        return settled().filter(evasion::by).findFirst();
    }

    private Stream<Attempt> settled() {
        int most = attempts.stream().mapToInt(Attempt::seeds).max().orElse(0);
        return attempts.stream().filter(attempt -> attempt.seeds() == most);
    }

    /** Whether no attempt got more away for less. */
    public boolean undominated(Attempt attempt) {
        return Double.isFinite(price(attempt))
                && attempts.stream().noneMatch(other -> attempt.dominatedBy(other, prices));
    }

    private double price(Attempt attempt) {
        return attempt.haul().price(prices);
    }

    /** What it comes to, in a sentence or two. */
    public String conclusion() {
        Optional<Attempt> cheapest = cheapest();
        if (cheapest.isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "Undetected harvesting costs at least %.2f requests an example in this range, as far as %d trials of"
                            + " %d ways show; cheapest found: %s.",
                    price(cheapest.get()),
                    trials,
                    attempts.size(),
                    cheapest.get().label());
        }
        Attempt closest = settled().findFirst().orElseThrow();
        return String.format(
                Locale.ROOT,
                "No way to get %.0f examples and %.0f %% of all away undetected was found in %d trials of %d ways; closest,"
                        + " with %d and %.1f %%: %s.",
                evasion.examples(),
                100 * evasion.share().value(),
                trials,
                attempts.size(),
                closest.haul().undetected() / closest.seeds(),
                100 * closest.haul().away().value(),
                closest.label());
    }

    /** Text for a terminal: one line an attempt, and the conclusion. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "  %9s %10s %10s %8s %16s %5s  %s%n",
                "price",
                "examples",
                "undetected",
                "recall",
                "TPR at FPR 0.1 %",
                "seeds",
                "knobs"));
        for (Attempt attempt : attempts) {
            Haul haul = attempt.haul();
            text.append(String.format(
                    Locale.ROOT,
                    "%s %9s %10d %8.1f %% %6.1f %% %14.1f %% %5d  %s%n",
                    undominated(attempt) ? "*" : " ",
                    Double.isFinite(price(attempt)) ? String.format(Locale.ROOT, "%.2f", price(attempt)) : "-",
                    haul.undetected() / attempt.seeds(),
                    100 * haul.away().value(),
                    100 * haul.recall().value(),
                    100 * haul.atLowRate().value(),
                    attempt.seeds(),
                    attempt.label()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nprice: requests paid for each example that got away before its account was accused; an account"
                                + " counts as %s requests, an aged one as %s, a resold request as %s%nexamples: how many"
                                + " got away on a seed; undetected: their share%n* no other got a larger share away for"
                                + " less%n%n%s%n",
                        number(prices.account()),
                        number(prices.agedAccount()),
                        number(prices.resold()),
                        conclusion()))
                .toString();
    }

    private static String number(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The same as one JSON object: {@code prices}, {@code evasion}, {@code trials}, {@code attempts}, {@code conclusion}. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("prices");
            json.writeNumberProperty("account", prices.account());
            json.writeNumberProperty("aged_account", prices.agedAccount());
            json.writeNumberProperty("resold", prices.resold());
            json.writeEndObject();
            json.writeObjectPropertyStart("evasion");
            json.writeNumberProperty("share", evasion.share().value());
            json.writeNumberProperty("examples", evasion.examples());
            json.writeEndObject();
            json.writeNumberProperty("trials", trials);
            json.writeArrayPropertyStart("attempts");
            attempts.forEach(attempt -> write(attempt, json));
            json.writeEndArray();
            json.writeStringProperty("conclusion", conclusion());
            json.writeEndObject();
        }
        return text.toString();
    }

    private void write(Attempt attempt, JsonGenerator json) {
        Haul haul = attempt.haul();
        json.writeStartObject();
        json.writeObjectPropertyStart("knobs");
        attempt.knobs().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeNumberProperty("seeds", attempt.seeds());
        if (Double.isFinite(price(attempt))) {
            json.writeNumberProperty("price", price(attempt));
        } else {
            json.writeNullProperty("price");
        }
        json.writeBooleanProperty("evades", evasion.by(attempt));
        json.writeBooleanProperty("undominated", undominated(attempt));
        json.writeNumberProperty("examples", haul.examples());
        json.writeNumberProperty("undetected", haul.undetected());
        json.writeNumberProperty("paid", haul.paid());
        json.writeNumberProperty("resold", haul.resold());
        json.writeNumberProperty("accounts", haul.accounts());
        json.writeNumberProperty("aged_accounts", haul.agedAccounts());
        json.writeNumberProperty("recall", haul.recall().value());
        json.writeNumberProperty("tpr_at_fpr_0.001", haul.atLowRate().value());
        json.writeEndObject();
    }
}
