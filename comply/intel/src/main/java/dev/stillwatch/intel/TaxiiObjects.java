// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers what is asked of one collection's objects by one peer. For one request. */
final class TaxiiObjects {
    private static final String STIX = "application/stix+json;version=2.1";
    private static final JsonMapper JSON = new JsonMapper();

    private final TaxiiService.Offered of;
    private final String peer;
    private final TaxiiIntake intake;

    TaxiiObjects(TaxiiService.Offered of, String peer, TaxiiIntake intake) {
        this.of = of;
        this.peer = peer;
        this.intake = intake;
    }

    TaxiiResponse answer(TaxiiRequest request, List<String> rest) {
        String what = rest.getFirst();
        String method = request.method();
        if (rest.size() == 1 && what.equals("manifest") && method.equals("GET")) {
            return manifest(readable(query(request)));
        }
        if (what.equals("objects")) {
            if (rest.size() == 1 && method.equals("GET")) {
                return envelope(readable(query(request)));
            }
            if (rest.size() == 1 && method.equals("POST")) {
                writable();
                return intake.take(request, of, peer);
            }
            if (rest.size() >= 2) {
                return ofOne(request, rest);
            }
        }
        if (Set.of("manifest", "objects").contains(what) && rest.size() == 1) {
            throw notAllowed();
        }
        throw TaxiiService.nothing();
    }

    private TaxiiResponse ofOne(TaxiiRequest request, List<String> rest) {
        String id = rest.get(1);
        TaxiiQuery query = one(query(request), id);
        if (rest.size() == 2 && request.method().equals("DELETE")) {
            readable(query);
            writable();
            present(id);
            of.store().delete(id, query, !request.query().containsKey("match[version]"));
            return TaxiiService.ok(JSON.createObjectNode());
        }
        if (!request.method().equals("GET")) {
            throw notAllowed();
        }
        readable(query);
        present(id);
        if (rest.size() == 2) {
            return envelope(query);
        }
        if (rest.size() == 3 && rest.get(2).equals("versions")) {
            return versions(new TaxiiQuery(
                    query.addedAfter(),
                    query.next(),
                    query.limit(),
                    query.ids(),
                    Set.of(),
                    query.specs(),
                    Set.of("all")));
        }
        throw TaxiiService.nothing();
    }

    private static TaxiiQuery query(TaxiiRequest request) {
        return TaxiiQuery.of(request.query());
    }

    private static TaxiiQuery one(TaxiiQuery query, String id) {
        return new TaxiiQuery(
                query.addedAfter(), query.next(), query.limit(), Set.of(id), Set.of(), query.specs(), query.versions());
    }

    private TaxiiQuery readable(TaxiiQuery query) {
        if (!of.collection().readers().contains(peer)) {
            throw new TaxiiFailure(403, "Forbidden", "You may not read this collection.");
        }
        return query;
    }

    private void writable() {
        if (!of.collection().writers().contains(peer)) {
            throw new TaxiiFailure(403, "Forbidden", "You may not write to this collection.");
        }
    }

    private void present(String id) {
        if (!of.store().holds(id)) {
            throw TaxiiService.nothing();
        }
    }

    private static TaxiiFailure notAllowed() {
        return new TaxiiFailure(405, "Method not allowed", "This is not answered for that method.");
    }

    private TaxiiResponse envelope(TaxiiQuery query) {
        TaxiiStore.Page page = of.store().page(query);
        ArrayNode objects = JSON.createArrayNode();
        page.objects().forEach(stored -> objects.add(stored.object()));
        return paged("objects", objects, page);
    }

    private TaxiiResponse versions(TaxiiQuery query) {
        TaxiiStore.Page page = of.store().page(query);
        ArrayNode versions = JSON.createArrayNode();
        page.objects().forEach(stored -> versions.add(stored.shown()));
        return paged("versions", versions, page);
    }

    private TaxiiResponse manifest(TaxiiQuery query) {
        TaxiiStore.Page page = of.store().page(query);
        ArrayNode records = JSON.createArrayNode();
        page.objects()
                .forEach(stored -> records.addObject()
                        .put("id", stored.id())
                        .put("date_added", TaxiiStore.written(stored.added()))
                        .put("version", stored.shown())
                        .put("media_type", STIX));
        return paged("objects", records, page);
    }

    private static TaxiiResponse paged(String name, ArrayNode list, TaxiiStore.Page page) {
        ObjectNode body = JSON.createObjectNode();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", TaxiiResponse.MEDIA_TYPE);
        if (!page.objects().isEmpty()) {
            String first = TaxiiStore.written(page.objects().getFirst().added());
            String last = TaxiiStore.written(page.objects().getLast().added());
            body.put("more", page.more());
            if (page.more()) {
                body.put("next", last);
            }
            body.set(name, list);
            headers.put("X-TAXII-Date-Added-First", first);
            headers.put("X-TAXII-Date-Added-Last", last);
        }
        return new TaxiiResponse(200, headers, body.toString());
    }
}
