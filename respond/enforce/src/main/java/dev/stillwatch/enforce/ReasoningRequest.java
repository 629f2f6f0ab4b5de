// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Asks a model server for no more reasoning than may be passed on, and for none in places where it is not looked for. */
final class ReasoningRequest {
    /* By these, SGLang, llama.cpp, Groq and MiniMax put reasoning into the text of the answer. */
    private static final Set<String> MERGING =
            Set.of("separatereasoning", "reasoningformat", "reasoningincontent", "reasoningsplit", "reasoningparser");
    /* Tokens by number, and vLLM's raw messages, hold reasoning again. */
    private static final Set<String> RAW = Set.of("returntokenids", "enableresponsemessages", "returntokens");

    private ReasoningRequest() {}

    static void limit(Api api, ObjectNode request, RequestSettings settings, Reasoning rule, boolean sealed) {
        settings.remove(name -> MERGING.contains(name) || RAW.contains(name));
        if (!sealed) {
            // Sealed blocks stay, since tools need them from turn to turn; unsealed ones could be decoded elsewhere.
            settings.removeEntry("include", "reasoning.encrypted_content");
        }
        if (rule == Reasoning.WITHHOLD) {
            settings.each("includereasoning"::equals, (holder, name) -> holder.put(name, false));
            settings.each("reasoning"::equals, (holder, name) -> Trees.object(holder, name, ReasoningRequest::quiet));
            if (api == Api.MESSAGES) {
                // The vendor's own way to withhold: signatures then match the empty text that clients send back.
                Trees.object(request, "thinking", thinking -> {
                    if (!Trees.text(thinking, "type").filter("disabled"::equals).isPresent()) {
                        thinking.put("display", "omitted");
                    }
                });
            }
        }
    }

    private static void quiet(ObjectNode reasoning) {
        reasoning.remove("summary");
        reasoning.remove("generate_summary");
        if (reasoning.has("exclude")) {
            reasoning.put("exclude", true);
        }
    }
}
