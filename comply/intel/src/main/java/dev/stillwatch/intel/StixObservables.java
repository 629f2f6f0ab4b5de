// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes indicators as cyber-observables and as patterns. Ids are UUIDv5 over the contributing properties in RFC 8785
 * form (STIX 2.1, section 2.9), so that everybody who sees the same thing names it the same.
 */
final class StixObservables {
    private static final JsonMapper JSON = new JsonMapper();

    private StixObservables() {}

    static ObjectNode observable(SharedIndicator indicator) {
        return switch (indicator) {
            case SharedIndicator.Address(String ip) ->
                withId(
                        IpAddress.isV6(ip) ? "ipv6-addr" : "ipv4-addr",
                        JSON.createObjectNode().put("value", ip));
            case SharedIndicator.Network(long asn) ->
                withId("autonomous-system", JSON.createObjectNode().put("number", asn));
            case SharedIndicator.TlsClient(String ja4) ->
                extended(
                        withId(StixExtension.TLS_CLIENT, JSON.createObjectNode().put("ja4", ja4)));
            case SharedIndicator.PromptTemplate(TemplateFingerprint template) ->
                extended(withId(StixExtension.TEMPLATE, JSON.createObjectNode().put("sha256", template.sha256()))
                        .put("simhash", template.simhash()));
            case SharedIndicator.Token(KeyedToken token) ->
                // In the order of the keys' code units, as RFC 8785 asks.
                extended(withId(
                        StixExtension.TOKEN,
                        JSON.createObjectNode()
                                .put("key_id", token.keyId())
                                .put("period", token.period())
                                .put("token_kind", token.kind().label())
                                .put("value", token.value())));
        };
    }

    static String pattern(SharedIndicator indicator) {
        return switch (indicator) {
            case SharedIndicator.Address(String ip) ->
                "[" + (IpAddress.isV6(ip) ? "ipv6-addr" : "ipv4-addr") + ":value = '" + ip + "']";
            case SharedIndicator.Network(long asn) -> "[autonomous-system:number = " + asn + "]";
            case SharedIndicator.TlsClient(String ja4) -> "[" + StixExtension.TLS_CLIENT + ":ja4 = '" + ja4 + "']";
            case SharedIndicator.PromptTemplate(TemplateFingerprint template) ->
                "[" + StixExtension.TEMPLATE + ":sha256 = '" + template.sha256() + "' OR " + StixExtension.TEMPLATE
                        + ":simhash = '" + template.simhash() + "']";
            case SharedIndicator.Token(KeyedToken token) ->
                "[" + StixExtension.TOKEN + ":token_kind = '" + token.kind().label() + "' AND " + StixExtension.TOKEN
                        + ":key_id = '" + token.keyId() + "' AND " + StixExtension.TOKEN + ":period = '"
                        + token.period() + "' AND " + StixExtension.TOKEN + ":value = '" + token.value() + "']";
        };
    }

    /** What an indicator is called; holds its kind only. */
    static String name(SharedIndicator indicator) {
        return switch (indicator) {
            case SharedIndicator.Address address -> "Address of a campaign";
            case SharedIndicator.Network network -> "Network of a campaign";
            case SharedIndicator.TlsClient client -> "TLS client of a campaign";
            case SharedIndicator.PromptTemplate template -> "Prompt pattern of a campaign";
            case SharedIndicator.Token token -> "Keyed token of a campaign";
        };
    }

    // The values are ASCII without quotes and control characters, where Jackson's text and RFC 8785 are the same.
    private static ObjectNode withId(String type, ObjectNode contributing) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("type", type);
        whole.put("spec_version", "2.1");
        whole.put("id", StixIds.of(type, StixIds.OBSERVABLES, contributing.toString()));
        whole.setAll(contributing);
        return whole;
    }

    private static ObjectNode extended(ObjectNode observable) {
        observable.putObject("extensions").putObject(StixExtension.ID).put("extension_type", "new-sco");
        return observable;
    }
}
