// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request to a model and the answer it got, as logged by whoever serves the model.
 *
 * <p>Only {@code time}, {@code account} and {@code request} are always known. Prompt and response text live in
 * {@link Request} and {@link Response} only, so that this record's other members may be shown to an analyst.
 *
 * @param id unique per exchange; empty when the log has none, in which case duplicates cannot be recognised
 * @param time when the request arrived
 * @param account the verified principal (API key or account id), the unit of assessment; never blank
 * @param organisation customer the account belongs to
 * @param api shape of the request
 * @param model model served
 * @param status HTTP status returned, 100 to 599
 * @param latency arrival of the request to last byte of the answer
 */
public record Exchange(
        Optional<String> id,
        Instant time,
        String account,
        Optional<String> organisation,
        Api api,
        Optional<String> model,
        Request request,
        Optional<Response> response,
        Usage usage,
        Client client,
        Billing billing,
        OptionalInt status,
        Optional<Duration> latency) {

    public Exchange {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(time, "time is null");
        Objects.requireNonNull(organisation, "organisation is null");
        Objects.requireNonNull(api, "api is null");
        Objects.requireNonNull(model, "model is null");
        Objects.requireNonNull(request, "request is null");
        Objects.requireNonNull(response, "response is null");
        Objects.requireNonNull(usage, "usage is null");
        Objects.requireNonNull(client, "client is null");
        Objects.requireNonNull(billing, "billing is null");
        Objects.requireNonNull(status, "status is null");
        Objects.requireNonNull(latency, "latency is null");
        if (account.isBlank()) {
            throw new IllegalArgumentException("account is blank");
        }
    }

    /** Keeps prompts, answers, keys and personal data out of any log or message this record is put into. */
    @Override
    public String toString() {
        return "Exchange[time=" + time + ", api=" + api + "]";
    }
}
