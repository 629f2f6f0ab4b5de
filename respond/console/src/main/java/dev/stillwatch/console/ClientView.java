// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.CountermeasureText;
import dev.stillwatch.report.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the holder of an account notices of a countermeasure: the very words that the service sends.
 *
 * @param words in a sentence
 * @param answer the machine-readable problem; blank where requests are served
 */
record ClientView(String words, String answer) {
    private static final JsonMapper JSON = new JsonMapper();

    static ClientView of(Wanted wanted, Instant now) {
        return of(wanted.measure(), wanted.reason(), now.plus(wanted.lasting()));
    }

    /**
     * @param until when it ends
     */
    static ClientView of(Countermeasure measure, String reason, Instant until) {
        return switch (measure) {
            case Countermeasure.Observe() ->
                new ClientView("Nothing: requests are served as before, and some may be kept as evidence.", "");
            case Countermeasure.Deter deter ->
                new ClientView(
                        "Requests are served, with these changes to requests and answers: "
                                + CountermeasureText.words(deter).replaceFirst("^deter: ", "") + ".",
                        "");
            case Countermeasure.Throttle throttle ->
                refused(
                        "Requests beyond the rate are refused, with the time to wait, such as:",
                        new Refusal.TooManyRequests(reason, throttle.per().dividedBy(throttle.requests())));
            case Countermeasure.StepUp(var page) ->
                refused(
                        "Every request is refused until the holder has verified who they are:",
                        new Refusal.VerificationRequired(reason, page));
            case Countermeasure.Withhold withhold ->
                refused(
                        "Requests for "
                                + VisibleText.shortened(
                                        String.join(
                                                ", ",
                                                withhold.models().stream()
                                                        .sorted()
                                                        .toList()),
                                        200)
                                + " are refused, others are served:",
                        new Refusal.ModelWithheld(reason));
            case Countermeasure.Suspend() -> refused("Every request is refused:", new Refusal.Suspended(reason, until));
        };
    }

    private static ClientView refused(String words, Refusal refusal) {
        Problem problem = Problem.of(refusal);
        String body = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(JSON.readTree(new String(problem.body(Dialect.OPENAI), StandardCharsets.UTF_8)));
        return new ClientView(words, "HTTP " + problem.status() + "\n" + VisibleText.ofLines(body));
    }
}
