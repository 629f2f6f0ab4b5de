// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import java.util.Locale;
import java.util.Optional;

/** The names the contract gives to APIs. */
final class Apis {
    private Apis() {}

    static Optional<Api> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "chat" -> Optional.of(Api.CHAT);
            case "messages" -> Optional.of(Api.MESSAGES);
            case "responses" -> Optional.of(Api.RESPONSES);
            case "completions" -> Optional.of(Api.COMPLETIONS);
            case "embeddings" -> Optional.of(Api.EMBEDDINGS);
            default -> Optional.empty();
        };
    }

    static String nameOf(Api api) {
        return api.name().toLowerCase(Locale.ROOT);
    }
}
