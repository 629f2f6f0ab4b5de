// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that says why a request was not served and what the client can do, in the vendor's shape. Immutable.
 *
 * @param status HTTP status
 * @param code short name for machines, such as {@code account_suspended}
 * @param detail for people; holds no prompt text, keys or personal data
 * @param headers beside the content type
 * @param more further members of the error, such as a verification URL
 */
public record Problem(int status, String code, String detail, Map<String, String> headers, Map<String, String> more) {
    private static final String TYPE = "urn:stillwatch:problem:";

    public Problem {
        headers = Map.copyOf(headers);
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** A problem with nothing beside its text. */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of(), Map.of());
    }

    /** What a client is told of a refusal. */
    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Suspended(String reason, var until) ->
                new Problem(
                        403,
                        "account_suspended",
                        reason + " The suspension ends by itself; whoever runs the service can end it sooner.",
                        Map.of(),
                        Map.of("until", until.toString()));
            case Refusal.VerificationRequired(String reason, var verification) ->
                new Problem(
                        403,
                        "verification_required",
                        reason + " Verify the account at " + verification.toASCIIString() + " to go on.",
                        Map.of("link", "<" + verification.toASCIIString() + ">; rel=\"help\""),
                        Map.of("verification_url", verification.toASCIIString()));
            case Refusal.TooManyRequests(String reason, var retryAfter) -> {
                long seconds = retryAfter.plusNanos(999_999_999).toSeconds();
                yield new Problem(
                        429,
                        "account_throttled",
                        reason + " Try again in " + seconds + " s.",
                        Map.of("retry-after", Long.toString(seconds)),
                        Map.of("retry_after_seconds", Long.toString(seconds)));
            }
            case Refusal.ModelWithheld(String reason) -> new Problem(403, "model_withheld", reason);
            case Refusal.ReasoningReplayed() ->
                new Problem(
                        400,
                        "reasoning_not_of_this_conversation",
                        "A reasoning block in this request was not given to this account, model and conversation."
                                + " Leave reasoning blocks out, or start the conversation anew.");
            case Refusal.Unreadable(String problem) -> new Problem(400, "unreadable_request", problem);
        };
    }

    /** The body, as UTF-8 JSON. */
    public byte[] body(Dialect dialect) {
        ObjectNode root = Trees.create();
        switch (dialect) {
            case OPENAI -> {
                root.put("type", TYPE + code);
                root.put("title", code.replace('_', ' '));
                root.put("status", status);
                root.put("detail", detail);
                ObjectNode error = root.putObject("error");
                error.put("message", detail);
                error.put("type", type(dialect));
                error.putNull("param");
                error.put("code", code);
                more.forEach(error::put);
            }
            case ANTHROPIC -> {
                root.put("type", "error");
                ObjectNode error = root.putObject("error");
                error.put("type", type(dialect));
                error.put("message", detail);
                // Where the API has them, and so the SDKs, since its version of October 2026.
                ObjectNode details = error.putObject("details");
                details.put("error_code", code);
                more.forEach(details::put);
            }
        }
        return Trees.bytes(root);
    }

    /** Both vendors name most kinds of errors alike. */
    private String type(Dialect dialect) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> dialect == Dialect.ANTHROPIC ? "not_found_error" : "invalid_request_error";
            case 413 -> dialect == Dialect.ANTHROPIC ? "request_too_large" : "invalid_request_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
