// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.ByteString;
import dev.stillwatch.extproc.HeaderMap;
import dev.stillwatch.extproc.HeaderValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Headers as Envoy sends them: names in lower case, values in one of two members. Immutable. */
final class EnvoyHeaders {
    private final Map<String, List<String>> values = new HashMap<>();

    EnvoyHeaders(HeaderMap headers) {
        for (HeaderValue header : headers.getHeadersList()) {
            ByteString value = header.getRawValue().isEmpty() ? header.getValue() : header.getRawValue();
            values.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(value.toStringUtf8());
        }
    }

    /** All values of a header. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Its first value. */
    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The path that is asked for, without its query. */
    String path() {
        String path = first(":path").orElse("");
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** The number that a header's value is. */
    static OptionalLong number(Optional<String> text) {
        try {
            return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
