// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What the objects made for people leave out, as further members, so that nothing is lost.
 *
 * <p>{@code exact} holds the score, the p-value and each signal's log-odds in full. Names that are no sound Unicode stand
 * unit by unit: two such accounts look the same once UTF-8 has replaced what it cannot hold.
 */
final class ExactParts {
    private static final String NUMBERS = "exact";

    private ExactParts() {}

    static void write(JsonGenerator out, AccountAssessment account) {
        numbers(out, account.score(), account.pValue(), account.signals());
        name(out, "account_units", account.account());
        account.organisation().ifPresent(organisation -> name(out, "org_units", organisation));
    }

    /** The account with what {@link #write} added. */
    static AccountAssessment account(JsonObject from) {
        AccountAssessment shown = AccountJson.read(from);
        Numbers exact = numbers(from, shown.signals());
        return new AccountAssessment(
                name(from, "account_units").orElse(shown.account()),
                name(from, "org_units").or(shown::organisation),
                shown.exchanges(),
                exact.score(),
                exact.pValue(),
                shown.verdict(),
                shown.campaign(),
                exact.signals(),
                shown.missing(),
                shown.window());
    }

    static void write(JsonGenerator out, Campaign campaign) {
        numbers(out, campaign.score(), campaign.pValue(), campaign.signals());
        List<String> accounts = campaign.accounts();
        if (accounts.stream().allMatch(ExactParts::sound)) {
            return;
        }
        out.writeArrayPropertyStart("accounts_units");
        for (int i = 0; i < accounts.size(); i++) {
            if (!sound(accounts.get(i))) {
                out.writeStartObject();
                out.writeNumberProperty("account", i);
                name(out, "units", accounts.get(i));
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    /** The campaign with what {@link #write} added. */
    static Campaign campaign(JsonObject from) {
        Campaign shown = CampaignJson.read(from);
        Numbers exact = numbers(from, shown.signals());
        List<String> accounts = new ArrayList<>(shown.accounts());
        if (from.has("accounts_units")) {
            for (JsonObject each : from.list("accounts_units", JsonObject.class)) {
                int at = Math.toIntExact(each.whole("account"));
                require(at >= 0 && at < accounts.size(), "member accounts_units names an account that is not there");
                accounts.set(at, name(each, "units").orElseThrow(() -> new IllegalArgumentException("no units")));
            }
        }
        return new Campaign(
                shown.id(),
                shown.verdict(),
                exact.score(),
                exact.pValue(),
                accounts,
                shown.exchanges(),
                shown.tokensOut(),
                shown.firstSeen(),
                shown.lastSeen(),
                exact.signals(),
                shown.templates(),
                shown.missing(),
                shown.links(),
                shown.timeline(),
                shown.window(),
                shown.lanes());
    }

    private record Numbers(LogOdds score, Probability pValue, List<Signal> signals) {}

    private static void numbers(JsonGenerator out, LogOdds score, Probability pValue, List<Signal> signals) {
        out.writeArrayPropertyStart(NUMBERS);
        out.writeNumber(score.nats());
        out.writeNumber(pValue.value());
        signals.forEach(signal -> out.writeNumber(signal.logOdds().nats()));
        out.writeEndArray();
    }

    private static Numbers numbers(JsonObject from, List<Signal> signals) {
        List<Number> numbers = from.list(NUMBERS, Number.class);
        require(numbers.size() == signals.size() + 2, "member exact is not of the length of the signals");
        List<Signal> exact = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            exact.add(new Signal(
                    signals.get(i).channel(),
                    new LogOdds(numbers.get(i + 2).doubleValue()),
                    signals.get(i).summary()));
        }
        return new Numbers(
                new LogOdds(numbers.get(0).doubleValue()),
                new Probability(numbers.get(1).doubleValue()),
                exact);
    }

    private static boolean sound(String name) {
        return VisibleText.wellFormed(name).equals(name);
    }

    /** Writes the member only where the name needs it. */
    private static void name(JsonGenerator out, String member, String name) {
        if (!sound(name)) {
            out.writeArrayPropertyStart(member);
            name.chars().forEach(out::writeNumber);
            out.writeEndArray();
        }
    }

    private static Optional<String> name(JsonObject from, String member) {
        if (!from.has(member)) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        for (long unit : from.list(member, Long.class)) {
            require(unit >= 0 && unit <= Character.MAX_VALUE, "member " + member + " holds what is no unit of text");
            name.append((char) unit);
        }
        return Optional.of(name.toString());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
