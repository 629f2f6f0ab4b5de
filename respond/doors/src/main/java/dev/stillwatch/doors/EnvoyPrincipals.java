// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.extproc.ProcessingRequest;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.ApiKeyAuthentication;
import dev.stillwatch.gateway.Authentication.Outcome;
import dev.stillwatch.gateway.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Establishes whose request Envoy asks about. Thread-safe. */
final class EnvoyPrincipals {
    private static final int LONGEST = 4096;

    private static final Problem UNKNOWN = new Problem(
            401, "account_unknown", "Sign in, or give the credentials that this service asks for, and try again.");

    private final EnvoyIdentity identity;
    private final AccountNames names;
    private final Function<String, Principal> register;
    private final ApiKeyAuthentication keys;

    EnvoyPrincipals(EnvoyIdentity identity, AccountNames names, Function<String, Principal> register) {
        this.identity = identity;
        this.names = names;
        this.register = register;
        this.keys = new ApiKeyAuthentication(names, register);
    }

    Outcome of(EnvoyHeaders headers, ProcessingRequest message) {
        return switch (identity) {
            case EnvoyIdentity.ApiKey() -> keys.authenticate(headers.all("authorization"), headers.all("x-api-key"));
            case EnvoyIdentity.Header(String issuer, String name) ->
                known(
                        Optional.of(headers.all(name))
                                .filter(all -> all.size() == 1)
                                .map(List::getFirst),
                        text -> names.ofSubject(issuer, text));
            case EnvoyIdentity.Attribute(String name) ->
                known(attribute(message, name), text -> names.ofCertificate(text));
            case EnvoyIdentity.Metadata(String issuer, String namespace, List<String> path) ->
                known(
                        at(message.getMetadataContext().getFilterMetadataMap().get(namespace), path),
                        text -> names.ofSubject(issuer, text));
        };
    }

    private Outcome known(Optional<String> subject, Function<String, String> name) {
        return subject.map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .<Outcome>map(text -> new Outcome.Known(register.apply(name.apply(text))))
                .orElseGet(() -> new Outcome.Refused(UNKNOWN));
    }

    /** An attribute of Envoy's, as text. */
    static Optional<String> attribute(ProcessingRequest message, String name) {
        return message.getAttributesMap().values().stream()
                .map(struct -> struct.getFieldsMap().get(name))
                .flatMap(value -> text(value).stream())
                .findFirst();
    }

    private static Optional<String> at(@Nullable Struct struct, List<String> path) {
        if (struct == null) {
            return Optional.empty();
        }
        Value value = Value.newBuilder().setStructValue(struct).build();
        for (String key : path) {
            Value next = value.getStructValue().getFieldsMap().get(key);
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return text(value);
    }

    private static Optional<String> text(@Nullable Value value) {
        return value != null && value.getKindCase() == Value.KindCase.STRING_VALUE
                ? Optional.of(value.getStringValue())
                : Optional.empty();
    }
}
