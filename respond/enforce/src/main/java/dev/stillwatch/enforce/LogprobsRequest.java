// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence.Logprobs;
import java.util.Set;

/** Asks a model server for no more log-probabilities than may be passed on. */
final class LogprobsRequest {
    private static final Set<String> TOPS = Set.of("toplogprobs", "nprobs", "topntokens");
    /* Hidden states and routing say more of a model than log-probabilities do. */
    private static final Set<String> INSIDES =
            Set.of("returnhiddenstates", "returnroutedexperts", "decoderinputdetails", "postsamplingprobs");

    private LogprobsRequest() {}

    static void limit(RequestSettings settings, Logprobs rule) {
        settings.remove(INSIDES::contains);
        switch (rule) {
            case Logprobs.Strip() -> {
                settings.remove(name -> name.contains("logprob") || TOPS.contains(name));
                settings.removeEntry("include", "message.output_text.logprobs");
            }
            case Logprobs.Round(int most, int _) -> {
                // Repeated with its log-probabilities, a prompt is scored token by token.
                if (settings.asks("echo")) {
                    settings.remove("logprobs"::equals);
                }
                // Those of the prompt, or of tokens the client chooses, read a model as well as those of the answer.
                settings.remove(name -> name.contains("logprob") && !TOPS.contains(name) && !name.equals("logprobs"));
                TOPS.forEach(name -> settings.cap(name, most));
                settings.each("logprobs"::equals, (holder, name) -> {
                    // Chat says yes or no here, completions say how many.
                    if (!holder.path(name).isBoolean()) {
                        settings.cap("logprobs", most);
                    }
                });
            }
        }
    }
}
