// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** One account's assessment as a JSON object, as a line of {@code evidence.jsonl} holds it. */
public final class AccountJson {
    private AccountJson() {}

    /** The object without line breaks: equal assessments give equal text. */
    public static String text(AccountAssessment account) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.compact(bytes)) {
            write(out, account);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static void write(JsonGenerator out, AccountAssessment account) {
        out.writeStartObject();
        members(out, account);
        out.writeEndObject();
    }

    /** The members alone, {@code account} first: reading a file back relies on it. */
    static void members(JsonGenerator out, AccountAssessment account) {
        Json.text(out, "account", account.account());
        account.organisation().ifPresent(organisation -> Json.text(out, "org", organisation));
        out.writeNumberProperty("exchanges", account.exchanges());
        Json.score(out, "score", account.score().nats());
        Json.probability(out, "p_value", account.pValue().value());
        out.writeStringProperty("verdict", account.verdict().label());
        account.campaign().ifPresent(campaign -> Json.text(out, "campaign", campaign));
        EvidenceJson.signals(out, account.signals());
        EvidenceJson.missing(out, account.missing());
        WindowJson.write(out, account.window());
    }

    static AccountAssessment read(JsonObject from) {
        return new AccountAssessment(
                from.text("account"),
                from.has("org") ? Optional.of(from.text("org")) : Optional.empty(),
                from.whole("exchanges"),
                new LogOdds(from.number("score")),
                new Probability(from.number("p_value")),
                verdict(from),
                from.has("campaign") ? Optional.of(from.text("campaign")) : Optional.empty(),
                EvidenceJson.signals(from),
                EvidenceJson.missing(from),
                WindowJson.read(from));
    }

    static Verdict verdict(JsonObject from) {
        return Verdict.valueOf(from.text("verdict").toUpperCase(Locale.ROOT));
    }
}
