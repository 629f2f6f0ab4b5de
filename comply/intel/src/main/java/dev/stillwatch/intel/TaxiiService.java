// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A TAXII 2.1 server without its transport: one API root, any number of collections. Thread-safe. Holds objects in memory.
 *
 * @see <a href="https://docs.oasis-open.org/cti/taxii/v2.1/os/taxii-v2.1-os.html">TAXII 2.1, OASIS Standard</a>
 */
public final class TaxiiService {
    private static final String STIX = "application/stix+json;version=2.1";
    private static final JsonMapper JSON = new JsonMapper();

    private final Settings settings;
    private final TaxiiPeers peers;
    private final Map<String, Offered> offered = new LinkedHashMap<>();
    private final TaxiiIntake intake;

    /**
     * What a server is.
     *
     * @param publicUrl how clients reach it, such as https://intel.example.com
     * @param title shown to clients
     * @param contact shown to clients
     * @param bodyBytes the largest body
     * @param objects the most objects of a collection; one that a peer sends has 64 Ki characters at most
     */
    public record Settings(String publicUrl, String title, String contact, int bodyBytes, int objects) {
        public Settings {
            if (publicUrl.endsWith("/")) {
                throw new IllegalArgumentException("the public address has no slash at its end");
            }
            if (bodyBytes < 1_000 || objects < 1) {
                throw new IllegalArgumentException("bodies of 1000 bytes and one object are the least");
            }
        }

        /** The address of the API root. */
        public String root() {
            return publicUrl + "/api/";
        }
    }

    record Offered(TaxiiCollection collection, TaxiiStore store) {}

    public TaxiiService(Settings settings, TaxiiPeers peers, List<TaxiiCollection> collections, InstantSource clock) {
        this(settings, peers, collections, clock, (peer, collection, envelope, objects) -> {});
    }

    /** As above, with somebody who keeps what peers send; a collection that nobody may read then holds nothing in memory. */
    public TaxiiService(
            Settings settings,
            TaxiiPeers peers,
            List<TaxiiCollection> collections,
            InstantSource clock,
            Received received) {
        this.settings = Objects.requireNonNull(settings, "settings is null");
        this.peers = Objects.requireNonNull(peers, "peers is null");
        for (TaxiiCollection collection : collections) {
            TaxiiStore store = new TaxiiStore(clock, settings.objects());
            if (offered.put(collection.id().toString(), new Offered(collection, store)) != null) {
                throw new IllegalArgumentException("two collections have the same id");
            }
        }
        this.intake = new TaxiiIntake(settings.bodyBytes(), clock, received);
    }

    public Settings settings() {
        return settings;
    }

    /** Puts a bundle of one's own into a collection. */
    public void publish(UUID collection, StixBundle bundle) {
        Offered into = offered.get(collection.toString());
        if (into == null) {
            throw new IllegalArgumentException("there is no such collection");
        }
        for (String object : bundle.objects()) {
            if (!into.store().add(JSON.readTree(object))) {
                throw new StillwatchException("The collection is full: raise the most objects of a collection.");
            }
        }
    }

    /**
     * As {@link #publish(UUID, StixBundle)}, each object a microsecond after the one before, so that what is published again
     * after a restart has the times it had.
     *
     * @param added when the first object counts as added
     */
    public void publish(UUID collection, StixBundle bundle, Instant added) {
        Offered into = offered.get(collection.toString());
        if (into == null) {
            throw new IllegalArgumentException("there is no such collection");
        }
        Instant at = added;
        for (String object : bundle.objects()) {
            if (!into.store().add(JSON.readTree(object), at)) {
                throw new StillwatchException("The collection is full: raise the most objects of a collection.");
            }
            at = at.plus(1, ChronoUnit.MICROS);
        }
    }

    /** Takes what peers sent and was sound. Called before the peer is answered: if it fails, the peer is told to try again. */
    @FunctionalInterface
    public interface Received {
        /**
         * @param envelope a TAXII envelope
         * @param objects how many it holds
         */
        void of(String peer, UUID collection, byte[] envelope, int objects);
    }

    /** Answers a request; whatever is wrong with it becomes a TAXII error message. */
    public TaxiiResponse answer(TaxiiRequest request) {
        try {
            acceptable(request.headers().accept());
            String peer = peers.authenticated(request.headers().authorization())
                    .orElseThrow(() -> new TaxiiFailure(401, "Unauthorized", "Say who you are: basic or bearer."));
            return route(request, peer);
        } catch (TaxiiFailure e) {
            return failure(e);
        }
    }

    /** The answer when this program failed. */
    TaxiiResponse broken() {
        return failure(new TaxiiFailure(500, "Failed", "The server failed. Tell whoever runs it."));
    }

    /** The answer to a body that is too large to be read at all. */
    public TaxiiResponse tooLarge() {
        return failure(new TaxiiFailure(
                413,
                "Too large",
                "A body has " + settings.bodyBytes() + " bytes at most. Send fewer objects at once."));
    }

    private TaxiiResponse route(TaxiiRequest request, String peer) {
        List<String> path = List.of(request.path().replaceAll("^/|/$", "").split("/", 8));
        boolean get = request.method().equals("GET");
        if (path.equals(List.of("taxii2"))) {
            return only(get, this::discovery);
        }
        if (path.getFirst().equals("api")) {
            if (path.size() == 1) {
                return only(get, this::root);
            }
            if (path.size() == 3 && path.get(1).equals("status")) {
                return only(get, () -> intake.status(path.get(2), peer));
            }
            if (path.size() == 2 && path.get(1).equals("collections")) {
                return only(get, () -> collections(peer));
            }
            if (path.size() >= 3 && path.get(1).equals("collections")) {
                Offered of = Optional.ofNullable(offered.get(path.get(2)))
                        .filter(o -> o.collection().knownTo(peer))
                        .orElseThrow(TaxiiService::nothing);
                if (path.size() == 3) {
                    return only(get, () -> ok(describe(of.collection(), peer)));
                }
                return new TaxiiObjects(of, peer, intake).answer(request, path.subList(3, path.size()));
            }
        }
        throw nothing();
    }

    private interface Answer {
        TaxiiResponse give();
    }

    private static TaxiiResponse only(boolean allowed, Answer answer) {
        if (!allowed) {
            throw new TaxiiFailure(405, "Method not allowed", "Only GET is answered here.");
        }
        return answer.give();
    }

    private TaxiiResponse discovery() {
        ObjectNode answer = JSON.createObjectNode()
                .put("title", settings.title())
                .put("contact", settings.contact())
                .put("default", settings.root());
        answer.putArray("api_roots").add(settings.root());
        return ok(answer);
    }

    private TaxiiResponse root() {
        ObjectNode answer = JSON.createObjectNode().put("title", settings.title());
        answer.putArray("versions").add(TaxiiResponse.MEDIA_TYPE);
        return ok(answer.put("max_content_length", settings.bodyBytes()));
    }

    private TaxiiResponse collections(String peer) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = JSON.createArrayNode();
        offered.values().stream()
                .filter(o -> o.collection().knownTo(peer))
                .forEach(o -> list.add(describe(o.collection(), peer)));
        if (!list.isEmpty()) {
            answer.set("collections", list);
        }
        return ok(answer);
    }

    private static ObjectNode describe(TaxiiCollection collection, String peer) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", collection.id().toString())
                .put("title", collection.title())
                .put("description", collection.description())
                .put("can_read", collection.readers().contains(peer))
                .put("can_write", collection.writers().contains(peer));
        node.putArray("media_types").add(STIX);
        return node;
    }

    private static void acceptable(Optional<String> accept) {
        boolean fits = accept.map(TaxiiMedia::acceptsTaxii).orElse(true);
        if (!fits) {
            throw new TaxiiFailure(406, "Not acceptable", "Only " + TaxiiResponse.MEDIA_TYPE + " is given.");
        }
    }

    static TaxiiFailure nothing() {
        return new TaxiiFailure(404, "Not found", "There is nothing here, or nothing for you.");
    }

    static TaxiiResponse ok(ObjectNode body) {
        return new TaxiiResponse(200, Map.of("Content-Type", TaxiiResponse.MEDIA_TYPE), body.toString());
    }

    private static TaxiiResponse failure(TaxiiFailure failure) {
        ObjectNode body = JSON.createObjectNode()
                .put("title", failure.title())
                .put("description", String.valueOf(failure.getMessage()))
                .put("http_status", Integer.toString(failure.status()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", TaxiiResponse.MEDIA_TYPE);
        if (failure.status() == 401) {
            headers.put("WWW-Authenticate", "Basic realm=\"taxii\", charset=\"UTF-8\"");
        }
        return new TaxiiResponse(failure.status(), headers, body.toString());
    }
}
