// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against our server over real sockets, and against servers that misbehave. */
class TaxiiClientTest {
    private static final TaxiiClient.Identity READER =
            new TaxiiClient.Identity.Basic("reader", TaxiiSetting.READER_SECRET);
    private static final TaxiiClient.Identity WRITER = new TaxiiClient.Identity.Bearer(TaxiiSetting.WRITER_SECRET);

    private final List<Duration> pauses = new ArrayList<>();
    private final TaxiiClient reader = client(READER);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(reader));

    private TaxiiClient client(TaxiiClient.Identity identity) {
        return new TaxiiClient(identity, ReadingLimits.DEFAULTS, Optional.empty(), pauses::add);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void read_fromDiscoveryToSignals_bringsEverySharedIndicator() {
        try (TaxiiSetting setting = new TaxiiSetting(TaxiiSetting.ticking())) {
            setting.service.publish(TaxiiSetting.SHARED, Samples.bundle());

            List<URI> roots = reader.roots(URI.create(setting.url() + "/taxii2/"));
            TaxiiClient.Remote remote = reader.collections(roots.getFirst()).getFirst();
            List<InboundSignal> signals = new ArrayList<>();
            StixReader stix = new StixReader(ReadingLimits.DEFAULTS);
            Optional<Instant> reached = reader.read(
                    remote,
                    Optional.empty(),
                    (page, until) -> signals.addAll(stix.readEnvelope(page).signals()));

            assertThat(remote.title()).isEqualTo("Campaigns");
            assertThat(signals.stream().map(InboundSignal::indicator).collect(Collectors.toSet()))
                    .isEqualTo(Set.copyOf(Samples.shared(120).indicators()));
            List<byte[]> more = new ArrayList<>();
            assertThat(reader.read(remote, reached, (page, until) -> more.add(page)))
                    .isEqualTo(reached);
            assertThat(more).isEmpty();
        }
    }

    @Test
    void read_moreThanAPage_goesThroughAllAndCanGoOnFromEachPlace() {
        try (TaxiiSetting setting = new TaxiiSetting(TaxiiSetting.ticking())) {
            StixWriter writer = new StixWriter(Samples.PRODUCER);
            for (int i = 0; i < 60; i++) {
                setting.service.publish(
                        TaxiiSetting.SHARED,
                        writer.write(Samples.shared(120), Samples.NOW, Samples.NOW.plusSeconds(i)));
            }
            TaxiiClient.Remote remote =
                    reader.collections(URI.create(setting.url() + "/api/")).getFirst();
            List<Instant> places = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            StixReader stix = new StixReader(ReadingLimits.DEFAULTS);
            reader.read(remote, Optional.empty(), (page, until) -> {
                places.add(until);
                sizes.add(stix.readEnvelope(page).objects());
            });
            int[] rest = {0};
            reader.read(
                    remote,
                    Optional.of(places.getFirst()),
                    (page, until) -> rest[0] += stix.readEnvelope(page).objects());

            assertThat(sizes).hasSizeGreaterThan(1);
            assertThat(rest[0]).isEqualTo(sizes.stream().mapToInt(s -> s).sum() - sizes.getFirst());
        }
    }

    @Test
    void send_bundle_isTakenAndReadBack() {
        try (TaxiiSetting setting = new TaxiiSetting(TaxiiSetting.ticking());
                TaxiiClient writer = client(WRITER)) {
            TaxiiClient.Remote inbox =
                    writer.collections(URI.create(setting.url() + "/api/")).getFirst();

            TaxiiClient.Sent sent = writer.send(inbox, Samples.bundle());

            assertThat(sent.refused()).isEmpty();
            assertThat(sent.taken()).isEqualTo(Samples.bundle().objects().size());
            int[] read = {0};
            writer.read(
                    inbox,
                    Optional.empty(),
                    (page, until) -> read[0] += new StixReader(ReadingLimits.DEFAULTS)
                            .readEnvelope(page)
                            .signals()
                            .size());
            assertThat(read[0]).isEqualTo(9);
        }
    }

    @Test
    void send_moreThanTheServerTakes_isRefusedWithARemedy() {
        try (TaxiiSetting setting = new TaxiiSetting(TaxiiSetting.ticking());
                TaxiiClient stranger = client(new TaxiiClient.Identity.Bearer("wrong-secret-0123456789"))) {
            assertThatThrownBy(() -> stranger.collections(URI.create(setting.url() + "/api/")))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("answered 401")
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void read_serverThatAsksToWait_isAskedAgainAfterAsLong(int busy) throws IOException {
        URI root = misbehaving(new Answer(busy, "7", ""), new Answer(busy, "", ""), new Answer(200, "", "{}"));

        assertThat(reader.collections(root)).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void read_serverThatIsAlwaysBusy_endsAndWaitsNoLongerThanFiveMinutes() throws IOException {
        URI root = misbehaving(new Answer(503, "999999999", ""));

        assertThatThrownBy(() -> reader.collections(root))
                .hasMessageContaining("answered 503")
                .hasMessageContaining("5 times");
        assertThat(pauses).hasSize(4).containsOnly(Duration.ofMinutes(5));
    }

    @Test
    void read_redirect_isNotFollowed() throws IOException {
        URI root = misbehaving(new Answer(302, "", ""));

        assertThatThrownBy(() -> reader.collections(root)).hasMessageContaining("Redirects are not followed");
    }

    @Test
    void read_serverThatLeadsInACircle_ends() throws IOException {
        URI root = misbehaving(new Answer(200, "", "{\"more\":true,\"next\":\"a\"}"));
        TaxiiClient.Remote remote = new TaxiiClient.Remote("x", "x", true, false, root);

        assertThatThrownBy(() -> reader.read(remote, Optional.empty(), (page, until) -> {}))
                .hasMessageContaining("circle");
    }

    @Test
    void read_answerTooLarge_isCutOff() throws IOException {
        URI root = misbehaving(new Answer(200, "", " ".repeat(5_000)));
        try (TaxiiClient small = new TaxiiClient(
                READER, new ReadingLimits(1_000, 10, 24, 100, Duration.ofDays(1)), Optional.empty(), pauses::add)) {
            assertThatThrownBy(() -> small.collections(root)).hasMessageContaining("larger than 1000 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/api/", "ftp://example.com/", "/api/"})
    void collections_addressThatWouldShowTheSecret_isNotAsked(String address) {
        assertThatThrownBy(() -> reader.collections(URI.create(address)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("https");
    }

    @Test
    void start_openLineToElsewhere_isRefused() {
        assertThatThrownBy(() -> TaxiiHttpServer.start(
                        TaxiiSetting.service(TaxiiSetting.ticking(), 9), "0.0.0.0", 0, Optional.empty()))
                .hasMessageContaining("certificate");
    }

    @Test
    void identities_text_holdsNoSecret() {
        assertThat(READER + " " + WRITER).doesNotContain("secret-0");
    }

    private record Answer(int status, String retryAfter, String body) {}

    /** Answers in this order, the last one for ever. */
    private URI misbehaving(Answer... answers) throws IOException {
        Deque<Answer> left = new ArrayDeque<>(Arrays.asList(answers));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Answer answer = left.size() > 1 ? left.removeFirst() : left.getFirst();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", TaxiiResponse.MEDIA_TYPE);
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        opened.add(() -> server.stop(0));
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
