// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.exchange.Api;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a path asks for. Paths are compared as they are written: one that a model server might take for another, by
 * decoding or tidying it up, is unknown here, so that no rule is evaded by spelling.
 */
public sealed interface Route {
    /** Asks a model. */
    record Inference(Api api) implements Route {}

    /** Counts the tokens a request would have, without asking a model. */
    record TokenCount() implements Route {}

    /** Fetches, cancels or deletes an answer that the server kept. */
    record KeptAnswer() implements Route {}

    /** Lists models. */
    record Models() implements Route {}

    /** A path that is known, asked for in a way that it does not offer. */
    record WrongMethod(String allowed) implements Route {}

    /** None of these. */
    record Unknown() implements Route {}

    Map<String, Api> ASKED = Map.of(
            "/v1/chat/completions", Api.CHAT,
            "/v1/responses", Api.RESPONSES,
            "/v1/completions", Api.COMPLETIONS,
            "/v1/embeddings", Api.EMBEDDINGS,
            "/v1/messages", Api.MESSAGES);

    Pattern MODEL = Pattern.compile("/v1/models(/(?!\\.{1,2}(/|$))[\\w.:@-]{1,128}){0,3}");
    Pattern KEPT = Pattern.compile("/v1/responses/[\\w-]{1,128}(/cancel|/input_items)?");

    /** What a request of this method asks for on this path, query left off. */
    static Route of(HttpMethod method, String path) {
        Api api = ASKED.get(path);
        if (api != null) {
            return method.equals(HttpMethod.POST) ? new Inference(api) : new WrongMethod("POST");
        }
        if (path.equals("/v1/messages/count_tokens")) {
            return method.equals(HttpMethod.POST) ? new TokenCount() : new WrongMethod("POST");
        }
        if (MODEL.matcher(path).matches()) {
            return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                    ? new Models()
                    : new WrongMethod("GET");
        }
        if (KEPT.matcher(path).matches()) {
            boolean offered =
                    method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST) || method.equals(HttpMethod.DELETE);
            return offered ? new KeptAnswer() : new WrongMethod("GET, POST, DELETE");
        }
        return new Unknown();
    }

    /** The path without what names a thing of somebody's own: for traces and metrics. */
    static String template(Route route, String path) {
        return switch (route) {
            case Inference _, TokenCount() -> path;
            case Models() -> "/v1/models";
            case KeptAnswer() -> "/v1/responses/{id}";
            case WrongMethod _, Unknown() -> "/*";
        };
    }

    /** Whose shape errors on a path take. */
    static Dialect dialect(String path) {
        return path.startsWith("/v1/messages") ? Dialect.ANTHROPIC : Dialect.OPENAI;
    }
}
