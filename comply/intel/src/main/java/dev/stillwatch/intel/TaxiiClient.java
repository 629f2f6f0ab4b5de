// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;

/**
 * Asks TAXII 2.1 servers of others. Thread-safe.
 *
 * <p>Certificates and names are checked as the JDK does by default, and redirects are not followed: they would carry the
 * secret elsewhere. A server that asks to wait (429 and 503) is asked again later, a few times.
 */
public final class TaxiiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int TRIES = 5;
    private static final int MOST_PAGES = 100_000;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private final HttpClient http;
    private final Identity identity;
    private final ReadingLimits limits;
    private final StixJson json;
    private final Pause pause;

    /** How to say who one is. Its text does not show the secret. */
    public sealed interface Identity {
        /** Name and password. */
        record Basic(String name, String secret) implements Identity {
            @Override
            public String toString() {
                return "Basic[" + name + "]";
            }
        }

        /** A token. */
        record Bearer(String secret) implements Identity {
            @Override
            public String toString() {
                return "Bearer";
            }
        }
    }

    /** Waits; a test's does not. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /**
     * A collection as a server describes it.
     *
     * @param objects where its objects are
     */
    public record Remote(String id, String title, boolean readable, boolean writable, URI objects) {}

    /** What came of sending: how many objects were taken, and the reasons for those that were not. */
    public record Sent(int taken, List<String> refused) {
        public Sent {
            refused = List.copyOf(refused);
        }
    }

    public TaxiiClient(Identity identity, ReadingLimits limits) {
        this(identity, limits, Optional.empty(), Thread::sleep);
    }

    /**
     * A client.
     *
     * @param trust instead of the JDK's own list of authorities, for a peer with one of its own
     */
    public TaxiiClient(Identity identity, ReadingLimits limits, Optional<SSLContext> trust, Pause pause) {
        this.identity = Objects.requireNonNull(identity, "identity is null");
        this.limits = Objects.requireNonNull(limits, "limits is null");
        this.json = new StixJson(limits);
        this.pause = Objects.requireNonNull(pause, "pause is null");
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** The API roots that a discovery address names. */
    public List<URI> roots(URI discovery) {
        List<URI> roots = new ArrayList<>();
        for (JsonNode root : get(discovery, "the discovery").path("api_roots")) {
            roots.add(discovery.resolve(address(root.asString(""))));
        }
        return List.copyOf(roots);
    }

    /** The collections of an API root that this peer may know of. */
    public List<Remote> collections(URI root) {
        List<Remote> remotes = new ArrayList<>();
        for (JsonNode node :
                get(root.resolve("collections/"), "the collections").path("collections")) {
            String id = node.path("id").asString("");
            if (!id.matches("[0-9a-fA-F-]{36}")) {
                throw new StillwatchException("Refused the collections: one has no UUID as its id.");
            }
            remotes.add(new Remote(
                    id,
                    node.path("title").asString(""),
                    node.path("can_read").asBoolean(false),
                    node.path("can_write").asBoolean(false),
                    root.resolve("collections/" + id + "/objects/")));
        }
        return List.copyOf(remotes);
    }

    /**
     * Reads a collection page by page.
     *
     * @param addedAfter what an earlier call returned; empty for everything
     * @param page told each page as it was sent, for {@link StixReader#readEnvelope}, and where to go on after it: store
     *     both together, and nothing is lost or read twice when this ends half way
     * @return where to go on next time; empty if nothing was ever read
     */
    public Optional<Instant> read(Remote collection, Optional<Instant> addedAfter, BiConsumer<byte[], Instant> page) {
        Optional<Instant> reached = addedAfter;
        Optional<String> next = Optional.empty();
        Set<String> seen = new HashSet<>();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            StringBuilder query = new StringBuilder("?match%5Bversion%5D=all");
            addedAfter.ifPresent(time -> query.append("&added_after=").append(encoded(time.toString())));
            next.ifPresent(place -> query.append("&next=").append(encoded(place)));
            HttpResponse<byte[]> answer =
                    send(HttpRequest.newBuilder(safe(collection.objects().resolve(query.toString())))
                            .GET());
            JsonNode envelope = json.read(answer.body(), "the envelope");
            Optional<Instant> last = answer.headers()
                    .firstValue("X-TAXII-Date-Added-Last")
                    .filter(StixShape::isTime)
                    .map(Instant::parse);
            if (!envelope.path("objects").isEmpty()) {
                Instant until = last.orElseThrow(() -> new StillwatchException(
                        "Refused a page: the server does not say up to when it goes (X-TAXII-Date-Added-Last)."));
                page.accept(answer.body(), until);
                reached = Optional.of(until);
            }
            if (!envelope.path("more").asBoolean(false)) {
                return reached;
            }
            String place = envelope.path("next").asString("");
            if (place.isEmpty() || !seen.add(place)) {
                throw new StillwatchException("Refused a page: the server says there is more and not where, or leads in"
                        + " a circle. What came before it is kept.");
            }
            next = Optional.of(place);
        }
        throw new StillwatchException("Stopped after " + MOST_PAGES + " pages. Go on with the next call.");
    }

    /** Sends a bundle's objects to a collection. */
    public Sent send(Remote collection, StixBundle bundle) {
        String body = "{\"objects\":[" + String.join(",", bundle.objects()) + "]}";
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(safe(collection.objects()))
                .header("Content-Type", TaxiiResponse.MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        JsonNode status = json.read(answer.body(), "the status");
        List<String> refused = new ArrayList<>();
        status.path("failures")
                .forEach(failure -> refused.add(failure.path("id").asString("") + ": "
                        + failure.path("message").asString("no reason given")));
        return new Sent(status.path("success_count").asInt(0), refused);
    }

    private JsonNode get(URI address, String what) {
        return json.read(send(HttpRequest.newBuilder(safe(address)).GET()).body(), what);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.header("Accept", TaxiiResponse.MEDIA_TYPE)
                .header("Authorization", authorization())
                .timeout(ANSWER)
                .build();
        Duration wait = FIRST_PAUSE;
        try {
            for (int tried = 1; ; tried++) {
                HttpResponse<byte[]> answer = http.send(
                        request,
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), limits.bytes()));
                int status = answer.statusCode();
                if (status / 100 == 2) {
                    if (!answer.headers()
                            .firstValue("Content-Type")
                            .map(TaxiiMedia::is)
                            .orElse(false)) {
                        throw new StillwatchException(
                                "Refused an answer of " + request.uri().getHost() + ": it is not "
                                        + TaxiiResponse.MEDIA_TYPE + ". Check the address.");
                    }
                    return answer;
                }
                boolean later = status == 429 || status == 503;
                if (!later || tried == TRIES) {
                    throw new StillwatchException(request.uri().getHost() + " answered " + status + " to "
                            + request.method() + " " + request.uri().getPath() + remedy(status));
                }
                pause.of(asked(answer).orElse(wait));
                wait = shorter(wait.multipliedBy(2));
            }
        } catch (IOException e) {
            throw new StillwatchException(
                    request.uri().getHost() + " cannot be asked, its certificate is not trusted, or an answer is larger"
                            + " than " + limits.bytes() + " bytes.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("Asking " + request.uri().getHost() + " was interrupted.", e);
        }
    }

    private static Optional<Duration> asked(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> shorter(Duration.ofSeconds(Long.parseLong(seconds))));
    }

    private static Duration shorter(Duration duration) {
        return duration.compareTo(LONGEST_PAUSE) < 0 ? duration : LONGEST_PAUSE;
    }

    private static String remedy(int status) {
        return switch (status) {
            case 301, 302, 307, 308 -> ". Redirects are not followed: give the new address.";
            case 401, 403 -> ". Check name, secret and rights with the peer.";
            case 404 -> ". Check the address.";
            case 413 -> ". Send less at once.";
            case 429, 503 -> ", " + TRIES + " times. Try again later.";
            default -> ".";
        };
    }

    private String authorization() {
        return switch (identity) {
            case Identity.Basic(String name, String secret) ->
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
            case Identity.Bearer(String secret) -> "Bearer " + secret;
        };
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("Refused the discovery: an API root is no address.");
        }
    }

    /** An address that the secret may be sent to: encrypted, or on this machine. */
    private static URI safe(URI address) {
        boolean open = "http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost()));
        if (!open && !"https".equals(address.getScheme())) {
            throw new StillwatchException("Only https addresses are asked, and http on this machine.");
        }
        return address;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
