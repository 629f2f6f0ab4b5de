// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class StixReaderTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UUID = "9c59fd79-4215-4ba2-920d-3e4f320e1e62";

    private final StixReader reader = new StixReader(ReadingLimits.DEFAULTS);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ReadBundle read(JsonNode bundle) {
        return reader.readBundle(utf8(bundle.toString()));
    }

    private static ObjectNode bundle() {
        return (ObjectNode) JSON.readTree(Samples.bundle().text());
    }

    private static ObjectNode indicator(ObjectNode bundle) {
        return bundle.path("objects")
                .valueStream()
                .filter(o -> o.path("type").asString().equals("indicator"))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readBundle_ofOurOwnWriter_givesEverySharedIndicatorBack() {
        ReadBundle read = read(bundle());

        assertThat(read.refused()).isEmpty();
        assertThat(read.signals().stream().map(InboundSignal::indicator).collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(Samples.shared(120).indicators()));
        assertThat(read.signals()).allSatisfy(signal -> {
            assertThat(signal.sourceName()).isEqualTo("Example Models");
            assertThat(signal.claims()).containsExactly(SharedVerdict.DISTILLATION);
            assertThat(signal.confidence()).hasValue(93);
            assertThat(signal.light()).isEqualTo(TrafficLight.AMBER);
            assertThat(signal.stance()).isEqualTo(InboundSignal.Stance.SUSPECT);
            assertThat(signal.expires()).isEqualTo("2026-12-20T18:00:00Z");
            assertThat(signal.revoked()).isFalse();
        });
    }

    @Test
    void readBundle_unknownObjectsAndProperties_areLeftOutAndNamed() {
        ObjectNode bundle = bundle();
        ((ArrayNode) bundle.path("objects"))
                .addObject()
                .put("type", "malware")
                .put("id", "malware--" + UUID)
                .put("spec_version", "2.1");
        indicator(bundle).put("x_mood", "grim");

        ReadBundle read = read(bundle);

        assertThat(read.refused()).isEmpty();
        assertThat(read.signals()).hasSize(9);
        assertThat(read.leftOut()).containsEntry("malware", 1).containsEntry("indicator.x_mood", 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"bundle\"",
                "{\"type\":\"bundle\"}",
                "{\"type\":\"bundle\",\"id\":\"bundle--1\"}",
                "{\"type\":\"bundle\",\"id\":\"indicator--9c59fd79-4215-4ba2-920d-3e4f320e1e62\"}",
                "{\"type\":\"bundle\",\"type\":\"bundle\",\"id\":\"bundle--9c59fd79-4215-4ba2-920d-3e4f320e1e62\"}",
                "{\"type\":\"bundle\",\"id\":\"bundle--9c59fd79-4215-4ba2-920d-3e4f320e1e62\"} {}",
                "{\"type\":\"bundle\",\"id\":\"bundle--9c59fd79-4215-4ba2-920d-3e4f320e1e62\",\"spec_version\":\"2.0\"}",
                "{\"type\":\"bundle\",\"id\":\"bundle--9c59fd79-4215-4ba2-920d-3e4f320e1e62\",\"objects\":{}}"
            })
    void readBundle_noBundle_isRefusedAsAWhole(String text) {
        assertThatThrownBy(() -> reader.readBundle(utf8(text)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageStartingWith("Refused the bundle");
    }

    @Test
    void readBundle_nestedTooDeep_isRefused() {
        String deep = "{\"type\":\"bundle\",\"id\":\"bundle--" + UUID + "\",\"objects\":" + "[".repeat(100_000)
                + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> reader.readBundle(utf8(deep)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("24 deep");
    }

    @Test
    void readBundle_tooLargeOrTooMany_isRefusedWithTheLimit() {
        StixReader small = new StixReader(new ReadingLimits(100, 10, 24, 100, Duration.ofDays(1)));
        assertThatThrownBy(() -> small.readBundle(new byte[101])).hasMessageContaining("at most 100");

        StixReader few = new StixReader(new ReadingLimits(1 << 20, 10, 24, 1 << 16, Duration.ofDays(1)));
        assertThatThrownBy(() -> few.readBundle(Samples.bundle().bytes())).hasMessageContaining("at most 10 are read");
    }

    @ParameterizedTest
    @CsvSource({
        "spec_version, 2.0, spec_version",
        "id, campaign--9c59fd79-4215-4ba2-920d-3e4f320e1e62, id",
        "id, nonsense, id",
        "valid_from, yesterday, valid_from",
        "valid_from, 2026-02-30T00:00:00Z, valid_from",
        "valid_until, 2020-01-01T00:00:00Z, valid_until",
        "modified, 2001-01-01T00:00:00.000Z, modified",
        "confidence, high, confidence",
        "revoked, no, revoked",
        "indicator_types, benign, indicator_types",
        "object_marking_refs, red, object_marking_refs",
        "created_by_ref, me, created_by_ref"
    })
    void readBundle_oneLyingObject_isRefusedWithItsPlaceAndNothingElseIsLost(
            String property, String value, String place) {
        ObjectNode bundle = bundle();
        ObjectNode lying = indicator(bundle).put(property, value);
        int at = bundle.path("objects").valueStream().toList().indexOf(lying);

        ReadBundle read = read(bundle);

        assertThat(read.refused()).hasSize(1);
        assertThat(read.refused().getFirst().place()).isEqualTo("objects[" + at + "]." + place);
        assertThat(read.refused().getFirst().because()).isNotBlank();
        assertThat(read.signals()).hasSize(8);
    }

    @Test
    void readBundle_elementsThatAreNoObjects_areRefusedOneByOne() {
        ObjectNode bundle = bundle();
        ((ArrayNode) bundle.path("objects")).add(7).addNull().add("indicator").addArray();

        ReadBundle read = read(bundle);

        assertThat(read.refused()).hasSize(4);
        assertThat(read.signals()).hasSize(9);
    }

    @Test
    void readBundle_sameObjectTwice_countsOnce() {
        ObjectNode bundle = bundle();
        ((ArrayNode) bundle.path("objects")).add(indicator(bundle).deepCopy());

        assertThat(read(bundle).signals()).hasSize(9);
        assertThat(read(bundle).refused()).isEmpty();
    }

    @Test
    void readBundle_sameVersionWithTwoMeanings_believesNeither() {
        ObjectNode bundle = bundle();
        ((ArrayNode) bundle.path("objects")).add(indicator(bundle).deepCopy().put("confidence", 1));

        ReadBundle read = read(bundle);

        assertThat(read.signals()).hasSize(8);
        assertThat(read.refused()).hasSize(1);
        assertThat(read.refused().getFirst().because()).contains("neither is believed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readBundle_twoVersions_takesTheLaterInAnyOrder(boolean laterFirst) {
        ObjectNode bundle = bundle();
        ArrayNode objects = (ArrayNode) bundle.path("objects");
        ObjectNode later = indicator(bundle)
                .deepCopy()
                .put("modified", "2026-11-25T00:00:00.000Z")
                .put("revoked", true);
        if (laterFirst) {
            objects.insert(0, later);
        } else {
            objects.add(later);
        }

        assertThat(read(bundle).signals()).filteredOn(InboundSignal::revoked).hasSize(1);
        assertThat(read(bundle).signals()).hasSize(9);
    }

    @Test
    void readBundle_noMarkingAndFarEnd_isAmberStrictAndEndsByOurOwnLimit() {
        ObjectNode bundle = bundle();
        indicator(bundle).put("valid_until", "2999-01-01T00:00:00Z").remove("object_marking_refs");

        assertThat(read(bundle).signals()).anySatisfy(signal -> {
            assertThat(signal.light()).isEqualTo(TrafficLight.AMBER_STRICT);
            assertThat(signal.expires()).isEqualTo(signal.validFrom().plus(Duration.ofDays(180)));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ipv4-addr:value = '198.51.100.3'] FOLLOWEDBY [ipv4-addr:value = '198.51.100.4']",
                "[ipv4-addr:value LIKE '198.%']",
                "[ipv4-addr:value = '198.51.100.3' OR ipv4-addr:value = '1.1.1.1']",
                "[ipv4-addr:value = '300.1.1.1']",
                "[ipv4-addr:value = '2001:db8::1']",
                "[autonomous-system:number = 0]",
                "[autonomous-system:number = 'AS1']",
                "[stillwatch-tls-client:ja4 = 'x']",
                "[file:name = 'it\\'s']",
                "[",
                "[]",
                ""
            })
    void readBundle_patternThatMeansMore_isLeftOutAndCounted(String pattern) {
        ObjectNode bundle = bundle();
        indicator(bundle).put("pattern", pattern);

        ReadBundle read = read(bundle);

        assertThat(read.signals()).hasSize(8);
        assertThat(read.leftOut()).containsEntry("indicator with another pattern", 1);
    }

    @Test
    void readBundle_sourceNameThatHidesText_isShownPlainly() {
        ObjectNode bundle = bundle();
        bundle.path("objects").forEach(o -> {
            if (o.path("name").asString("").equals("Example Models")) {
                ((ObjectNode) o).put("name", "Exa\u202emple\u0007\u2028");
            }
        });

        assertThat(read(bundle).signals().getFirst().sourceName()).isEqualTo("Exa?mple??");
    }

    @Test
    void readEnvelopes_campaignOnAnotherPage_stillSaysWhatItIs() {
        List<byte[]> pages = Samples.bundle().objects().stream()
                .map(object -> utf8("{\"objects\":[" + object + "]}"))
                .toList();

        assertThat(reader.readEnvelopes(pages).signals()).hasSize(9).allSatisfy(signal -> {
            assertThat(signal.claims()).containsExactly(SharedVerdict.DISTILLATION);
            assertThat(signal.sourceName()).isEqualTo("Example Models");
        });
        assertThatThrownBy(() -> reader.readEnvelope(utf8("{\"objects\":7}"))).hasMessageContaining("list of objects");
        StixReader few = new StixReader(new ReadingLimits(1 << 20, 10, 24, 1 << 16, Duration.ofDays(1)));
        assertThatThrownBy(() -> few.readEnvelopes(pages)).hasMessageContaining("at most 10");
    }

    /** Random damage: every outcome is a value or the exception for people. */
    @Test
    void readBundle_manyDamagedBundles_neverFailsOtherwise() {
        Random random = new Random(21);
        byte[] whole = Samples.bundle().bytes();
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(96));
            }
            try {
                reader.readBundle(damaged);
            } catch (StillwatchException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 1_999);
    }

    @Test
    void readBundle_examplesOfOthers_areReadWithoutRefusingTheBundle() {
        Consumer<List<String>> hold =
                objects -> assertThat(reader.readBundle(utf8("{\"type\":\"bundle\",\"id\":\"bundle--" + UUID
                                        + "\",\"objects\":[" + String.join(",", objects) + "]}"))
                                .signals())
                        .hasSize(1);
        hold.accept(List.of("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
                 "created_by_ref":"identity--f431f809-377b-45e0-aa1c-6a4751cae5ff",
                 "created":"2016-04-06T20:03:48.000Z","modified":"2016-04-06T20:03:48.000Z",
                 "indicator_types":["malicious-activity"],"name":"x","pattern":"[ ipv4-addr:value = '198.51.100.1' ]",
                 "pattern_type":"stix","valid_from":"2016-01-01T00:00:00Z"}"""));
    }
}
