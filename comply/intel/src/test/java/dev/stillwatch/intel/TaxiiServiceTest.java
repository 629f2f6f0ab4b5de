// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TaxiiServiceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OBJECTS = "/api/collections/" + TaxiiSetting.SHARED + "/objects/";
    private static final String INBOX = "/api/collections/" + TaxiiSetting.INBOX + "/objects/";
    private static final String RED = """
            {"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
             "created":"2016-04-06T20:03:48.000Z","modified":"2016-04-06T20:03:48.000Z","pattern":"[a:b = 1]",
             "pattern_type":"stix","valid_from":"2016-01-01T00:00:00Z",
             "object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]}""";

    // A clock that stands still: times of adding must be told apart all the same.
    private final TaxiiService service = TaxiiSetting.service(InstantSource.fixed(Samples.NOW), 9);

    private TaxiiResponse ask(String method, String address, String secret, String accept, String type, String body) {
        String[] parts = address.split("\\?", 2);
        Map<String, List<String>> query = new HashMap<>();
        for (String pair : parts.length > 1 ? parts[1].split("&") : new String[0]) {
            query.computeIfAbsent(pair.split("=", 2)[0], n -> new ArrayList<>()).add(pair.split("=", 2)[1]);
        }
        return service.answer(new TaxiiRequest(
                method,
                parts[0],
                query,
                new TaxiiRequest.Headers(
                        Optional.of(accept),
                        Optional.of(type),
                        secret.isEmpty() ? Optional.empty() : Optional.of("Bearer " + secret)),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private TaxiiResponse read(String address) {
        return ask("GET", address, TaxiiSetting.READER_SECRET, TaxiiResponse.MEDIA_TYPE, "", "");
    }

    private TaxiiResponse post(String body) {
        return ask("POST", INBOX, TaxiiSetting.WRITER_SECRET, TaxiiResponse.MEDIA_TYPE, TaxiiResponse.MEDIA_TYPE, body);
    }

    private static JsonNode body(TaxiiResponse response) {
        return JSON.readTree(response.body());
    }

    private static List<String> ids(TaxiiResponse response) {
        return body(response)
                .path("objects")
                .valueStream()
                .map(o -> o.path("id").asString())
                .toList();
    }

    @Test
    void answer_discoveryAndRoot_areAsTheStandardHasThem() {
        assertThat(body(read("/taxii2/")).path("api_roots").path(0).asString()).isEqualTo("http://127.0.0.1:9/api/");
        assertThat(body(read("/api/")).path("versions").path(0).asString())
                .isEqualTo("application/taxii+json;version=2.1");
        assertThat(body(read("/api/")).path("max_content_length").asInt()).isEqualTo(1 << 20);
    }

    @Test
    void answer_collections_showsOnlyWhatThePeerMayKnow() {
        JsonNode collections = body(read("/api/collections/")).path("collections");

        assertThat(collections.size()).isEqualTo(1);
        assertThat(collections.path(0).path("can_read").asBoolean()).isTrue();
        assertThat(collections.path(0).path("can_write").asBoolean()).isFalse();
        assertThat(read("/api/collections/" + TaxiiSetting.INBOX + "/").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/taxii2/,'',application/taxii+json;version=2.1,401",
        "GET,/taxii2/,wrong-secret-0123456789,application/taxii+json;version=2.1,401",
        "GET,/taxii2/,reader-secret-0123456789,application/json,406",
        "GET,/taxii2/,reader-secret-0123456789,application/taxii+json;version=2.0,406",
        "GET,/taxii2/,reader-secret-0123456789,'text/html, application/taxii+json',200",
        "GET,/taxii2/,reader-secret-0123456789,*/*,200",
        "POST,/taxii2/,reader-secret-0123456789,*/*,405",
        "GET,/nowhere/,reader-secret-0123456789,*/*,404",
        "GET,/api/status/1/,reader-secret-0123456789,*/*,404",
        "PUT,/api/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/objects/,reader-secret-0123456789,*/*,405",
        "POST,/api/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/objects/,reader-secret-0123456789,*/*,403",
        "GET,/api/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/objects/x--1/,reader-secret-0123456789,*/*,404"
    })
    void answer_requestsOfAllKinds_haveTheirStatusAndAnErrorMessage(
            String method, String path, String secret, String accept, int status) {
        TaxiiResponse response = ask(method, path, secret, accept, TaxiiResponse.MEDIA_TYPE, "");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).containsEntry("Content-Type", TaxiiResponse.MEDIA_TYPE);
        if (status >= 400) {
            assertThat(body(response).path("title").asString()).isNotEmpty();
            assertThat(body(response).path("http_status").asString()).isEqualTo(Integer.toString(status));
            assertThat(response.headers().containsKey("WWW-Authenticate")).isEqualTo(status == 401);
        }
    }

    @Test
    void answer_emptyCollection_isAnEmptyEnvelope() {
        assertThat(read(OBJECTS).status()).isEqualTo(200);
        assertThat(read(OBJECTS).body()).isEqualTo("{}");
    }

    @Test
    void answer_pageByPage_givesEveryObjectOnceThoughTimeStandsStill() {
        service.publish(TaxiiSetting.SHARED, Samples.bundle());
        List<String> all = ids(read(OBJECTS));
        List<String> paged = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (true) {
            TaxiiResponse page = read(OBJECTS + "?limit=7" + (next.isEmpty() ? "" : "&next=" + next));
            paged.addAll(ids(page));
            pages++;
            if (!body(page).path("more").asBoolean()) {
                break;
            }
            assertThat(ids(page)).hasSize(7);
            next = body(page).path("next").asString();
            assertThat(page.headers()).containsEntry("X-TAXII-Date-Added-Last", next);
        }

        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
        assertThat(all).hasSize(Samples.bundle().objects().size());
        assertThat(pages).isEqualTo((all.size() + 6) / 7);
    }

    @Test
    void answer_addedAfterTheLastPage_givesOnlyWhatIsNew() {
        service.publish(TaxiiSetting.SHARED, Samples.bundle());
        String last = String.valueOf(read(OBJECTS).headers().get("X-TAXII-Date-Added-Last"));
        assertThat(read(OBJECTS + "?added_after=" + last).body()).isEqualTo("{}");

        service.publish(
                TaxiiSetting.SHARED,
                new StixWriter(Samples.PRODUCER).write(Samples.shared(120), Samples.NOW, Samples.NOW.plusSeconds(60)));

        assertThat(ids(read(OBJECTS + "?added_after=" + last)))
                .isNotEmpty()
                .noneMatch(id -> id.startsWith("ipv4-addr") || id.startsWith("identity"));
    }

    @Test
    void publish_sameBundleTwice_changesNothing() {
        service.publish(TaxiiSetting.SHARED, Samples.bundle());
        String before = read(OBJECTS).body();
        service.publish(TaxiiSetting.SHARED, Samples.bundle());

        assertThat(read(OBJECTS).body()).isEqualTo(before);
    }

    @Test
    void answer_match_filters() {
        service.publish(TaxiiSetting.SHARED, Samples.bundle());
        service.publish(
                TaxiiSetting.SHARED,
                new StixWriter(Samples.PRODUCER).write(Samples.shared(120), Samples.NOW, Samples.NOW.plusSeconds(60)));
        String campaign = new StixWriter(Samples.PRODUCER).campaignId("c-2b80d4aa1199");

        assertThat(ids(read(OBJECTS + "?match[type]=campaign"))).containsExactly(campaign);
        assertThat(ids(read(OBJECTS + "?match[type]=campaign&match[version]=all")))
                .containsExactly(campaign, campaign);
        assertThat(ids(read(OBJECTS + "?match[type]=campaign,identity"))).hasSize(3);
        assertThat(ids(read(OBJECTS + "?match[id]=" + campaign + "&match[version]=first,last")))
                .hasSize(2);
        assertThat(ids(read(OBJECTS + "?match[id]=" + campaign + "&match[version]=2026-11-21T09:00:00Z")))
                .hasSize(1);
        assertThat(ids(read(OBJECTS + "?match[spec_version]=2.0"))).isEmpty();
        assertThat(body(read(OBJECTS + campaign + "/versions/"))
                        .path("versions")
                        .toString())
                .isEqualTo("[\"2026-11-21T09:00:00.000Z\",\"2026-11-21T09:01:00.000Z\"]");
        assertThat(ids(read(OBJECTS + campaign + "/"))).hasSize(1);
        JsonNode record = body(read(OBJECTS.replace("objects", "manifest") + "?match[type]=campaign"))
                .path("objects")
                .path(0);
        assertThat(record.path("id").asString()).isEqualTo(campaign);
        assertThat(record.path("version").asString()).isEqualTo("2026-11-21T09:01:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=x",
                "limit=99999999999",
                "added_after=yesterday",
                "next=7",
                "match[mood]=grim",
                "match[version]=newest",
                "limit=1&limit=2"
            })
    void answer_parametersThatMeanNothing_areBadRequests(String query) {
        assertThat(read(OBJECTS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void post_goodAndBadObjects_saysWhatCameOfEach() {
        String good = Samples.bundle().objects().getLast();
        TaxiiResponse response =
                post("{\"objects\":[" + good + "," + RED + ",{\"type\":\"identity\",\"id\":\"campaign--1\"},7]}");
        JsonNode status = body(response);

        assertThat(response.status()).isEqualTo(202);
        assertThat(status.path("success_count").asInt()).isEqualTo(1);
        assertThat(status.path("failure_count").asInt()).isEqualTo(3);
        assertThat(status.path("failures").path(0).path("message").asString()).contains("TLP:RED");
        String address = "/api/status/" + status.path("id").asString() + "/";
        assertThat(ask("GET", address, TaxiiSetting.WRITER_SECRET, "*/*", "", "")
                        .body())
                .isEqualTo(response.body());
        assertThat(read(address).status()).isEqualTo(404);
    }

    @Test
    void post_objectThatIsTooLarge_isRefusedAlone() {
        String good = Samples.bundle().objects().getLast();
        String large = good.replace(
                "{\"type\"", "{\"x_words\":[\"" + "a".repeat(50_000) + "\",\"" + "b".repeat(50_000) + "\"],\"type\"");
        JsonNode status = body(post("{\"objects\":[" + large + "," + good + "]}"));

        assertThat(status.path("success_count").asInt()).isEqualTo(1);
        assertThat(status.path("failures").path(0).path("message").asString()).contains("65536");
    }

    @ParameterizedTest
    @CsvSource({"'{',400", "'{}',422", "'{\"objects\":[]}',422", "'[]',422", "'{\"objects\":7}',422"})
    void post_noEnvelope_isRefused(String body, int status) {
        assertThat(post(body).status()).isEqualTo(status);
    }

    @Test
    void post_otherMediaType_isRefused() {
        assertThat(ask("POST", INBOX, TaxiiSetting.WRITER_SECRET, "*/*", "application/json", "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void delete_byWhoMay_removesEveryVersion() {
        String good = Samples.bundle().objects().getLast();
        post("{\"objects\":[" + good + "]}");
        String address = INBOX + JSON.readTree(good).path("id").asString() + "/";

        assertThat(ask("DELETE", address, TaxiiSetting.WRITER_SECRET, "*/*", "", "")
                        .status())
                .isEqualTo(200);
        assertThat(ask("DELETE", address, TaxiiSetting.WRITER_SECRET, "*/*", "", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void peers_basicAuthentication_needsTheNameOfTheSecret() {
        TaxiiPeers peers = new TaxiiPeers(Map.of("reader", TaxiiSetting.READER_SECRET));

        assertThat(peers.authenticated(basic("reader:" + TaxiiSetting.READER_SECRET)))
                .contains("reader");
        assertThat(peers.authenticated(basic("other:" + TaxiiSetting.READER_SECRET)))
                .isEmpty();
        assertThat(peers.authenticated(basic(TaxiiSetting.READER_SECRET))).isEmpty();
        assertThat(peers.authenticated(Optional.of("Basic !"))).isEmpty();
        assertThatThrownBy(() -> new TaxiiPeers(Map.of("reader", "short"))).hasMessageContaining("16");
    }

    private static Optional<String> basic(String pair) {
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
