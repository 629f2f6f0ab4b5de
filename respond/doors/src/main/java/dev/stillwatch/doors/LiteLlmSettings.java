// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import java.util.Objects;

/**
 * How LiteLLM is answered.
 *
 * @param listening this machine's own address, or TLS
 * @param secret that LiteLLM gives as {@code api_key}
 * @param whenUnenforceable what is done with a request that a measure would change, which LiteLLM's hook cannot do:
 *     refused, or served and counted
 * @param whenNameless what is done with a request of which LiteLLM names no key
 * @param whenBlind what is done with requests while exchanges cannot be recorded or are not looked at
 */
public record LiteLlmSettings(
        Listening listening,
        SharedSecret secret,
        HttpLimits limits,
        FailureMode whenUnenforceable,
        FailureMode whenNameless,
        FailureMode whenBlind) {
    public LiteLlmSettings {
        Objects.requireNonNull(listening, "listening is null");
        Objects.requireNonNull(secret, "secret is null");
        Objects.requireNonNull(limits, "limits is null");
        Objects.requireNonNull(whenUnenforceable, "whenUnenforceable is null");
        Objects.requireNonNull(whenNameless, "whenNameless is null");
        Objects.requireNonNull(whenBlind, "whenBlind is null");
    }
}
