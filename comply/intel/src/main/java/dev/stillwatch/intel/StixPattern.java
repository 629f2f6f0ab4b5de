// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the STIX patterns that mean one indicator: one observation, comparisons of one object type by equality, joined by
 * AND or by OR. Anything else means more than can be looked up, and is left out rather than read in part.
 */
final class StixPattern {
    private static final int LONGEST = 2_000;
    private static final String WORD = "[a-z0-9][a-z0-9-]{1,60}:[a-z0-9_]{1,60}";
    private static final String LITERAL = "'(?:[^'\\\\\\p{Cntrl}]|\\\\['\\\\])*+'|[0-9]{1,12}";
    private static final Pattern COMPARISON = Pattern.compile("\\s*(" + WORD + ")\\s*=\\s*(" + LITERAL + ")\\s*");
    private static final Pattern JOIN = Pattern.compile("(AND|OR)(?=\\s)");

    private StixPattern() {}

    static Optional<SharedIndicator> indicator(String pattern) {
        String text = pattern.strip();
        if (text.length() > LONGEST || !text.startsWith("[") || !text.endsWith("]")) {
            return Optional.empty();
        }
        Map<String, String> compared = new HashMap<>();
        Set<String> joins = new LinkedHashSet<>();
        String inner = text.substring(1, text.length() - 1);
        int at = 0;
        while (true) {
            Matcher comparison = COMPARISON.matcher(inner).region(at, inner.length());
            if (!comparison.lookingAt() || compared.put(comparison.group(1), literal(comparison.group(2))) != null) {
                return Optional.empty();
            }
            at = comparison.end();
            if (at == inner.length()) {
                return indicator(compared, joins);
            }
            Matcher join = JOIN.matcher(inner).region(at, inner.length());
            if (!join.lookingAt()) {
                return Optional.empty();
            }
            joins.add(join.group(1));
            at = join.end();
        }
    }

    private static String literal(String written) {
        return written.startsWith("'")
                ? written.substring(1, written.length() - 1).replaceAll("\\\\(['\\\\])", "$1")
                : written;
    }

    private static Optional<SharedIndicator> indicator(Map<String, String> compared, Set<String> joins) {
        try {
            if (compared.size() == 1) {
                Map.Entry<String, String> only = compared.entrySet().iterator().next();
                return single(only.getKey(), only.getValue());
            }
            String template = StixExtension.TEMPLATE + ":";
            if (joins.equals(Set.of("OR"))
                    && compared.keySet().equals(Set.of(template + "sha256", template + "simhash"))) {
                return Optional.of(new SharedIndicator.PromptTemplate(new TemplateFingerprint(
                        compared.getOrDefault(template + "sha256", ""),
                        compared.getOrDefault(template + "simhash", ""))));
            }
            return joins.equals(Set.of("AND")) ? token(compared) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SharedIndicator> single(String path, String value) {
        return switch (path) {
            case "ipv4-addr:value", "ipv6-addr:value" ->
                IpAddress.canonical(value)
                        .filter(ip -> IpAddress.isV6(ip) == path.startsWith("ipv6"))
                        .map(SharedIndicator.Address::new);
            case "autonomous-system:number" -> Optional.of(new SharedIndicator.Network(Long.parseLong(value)));
            case StixExtension.TLS_CLIENT + ":ja4" -> Optional.of(new SharedIndicator.TlsClient(value));
            default -> Optional.empty();
        };
    }

    private static Optional<SharedIndicator> token(Map<String, String> compared) {
        String type = StixExtension.TOKEN + ":";
        if (!compared.keySet().equals(Set.of(type + "token_kind", type + "key_id", type + "period", type + "value"))) {
            return Optional.empty();
        }
        return IdentifierKind.ofLabel(compared.getOrDefault(type + "token_kind", ""))
                .map(kind -> new SharedIndicator.Token(new KeyedToken(
                        kind,
                        compared.getOrDefault(type + "key_id", ""),
                        compared.getOrDefault(type + "period", ""),
                        compared.getOrDefault(type + "value", ""))));
    }
}
