// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models that may answer a request: the one it names, and those that routers such as LiteLLM and OpenRouter take
 * from its lists of fallbacks.
 */
public final class RequestedModels {
    private static final Set<String> LISTS =
            Set.of("models", "fallbacks", "fallbackmodels", "contextwindowfallbacks", "contentpolicyfallbacks");

    private RequestedModels() {}

    /**
     * The names in a request's JSON body, as the client wrote them.
     *
     * <p>One blank name where the request names no model or cannot be read: {@link Guard} takes it for any model. Cost:
     * reads the whole body.
     */
    public static Set<String> of(byte[] body) {
        Optional<ObjectNode> request = Trees.object(body);
        Set<String> names = new LinkedHashSet<>();
        request.ifPresent(r -> {
            RequestSettings settings = new RequestSettings(r);
            settings.each("model"::equals, (holder, name) -> texts(holder.path(name), names));
            if (!names.isEmpty()) {
                settings.each(LISTS::contains, (holder, name) -> texts(holder.path(name), names));
            }
        });
        return names.isEmpty() ? Set.of("") : Set.copyOf(names);
    }

    private static void texts(JsonNode node, Set<String> into) {
        if (node.isString()) {
            into.add(node.stringValue());
        }
        // Elements of lists and values of objects: LiteLLM writes {"m-small": ["m-large"]}.
        node.forEach(child -> texts(child, into));
    }
}
