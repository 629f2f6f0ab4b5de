// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFramingTest {
    private static List<String> framed(String stream, int chunk) {
        List<String> events = new ArrayList<>();
        EventFraming framing = new EventFraming(1000);
        byte[] all = Samples.bytes(stream);
        for (int at = 0; at < all.length; at += chunk) {
            byte[] part = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + chunk));
            assertThat(framing.accept(part, e -> events.add(Rewriting.text(e)))).isTrue();
        }
        assertThat(String.join("", events) + Rewriting.text(framing.rest())).isEqualTo(stream);
        return events.stream().map(String::strip).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void accept_anyLineEnd_anyChunks_findsTheSameEvents(String end) {
        String stream = String.join(end, "event: a", "data: 1", "", ": note", "", "data: 2", "data: 3", "", "data: 4");
        for (int chunk = 1; chunk <= stream.length(); chunk++) {
            assertThat(framed(stream, chunk))
                    .containsExactly("event: a" + end + "data: 1", ": note", "data: 2" + end + "data: 3");
        }
    }

    @Test
    void accept_mixedLineEnds_endsAtEveryEmptyLine() {
        assertThat(framed("data: 1\r\n\rdata: 2\n\r\ndata: 3\r\rdata: 4\n\n", 1))
                .containsExactly("data: 1", "data: 2", "data: 3", "data: 4");
    }

    @Test
    void accept_severalEmptyLines_losesNothing() {
        assertThat(framed("\n\ndata: 1\n\n\n\n", 3)).contains("data: 1");
    }

    @Test
    void accept_eventOverTheLimit_saysThatItCannotFollow() {
        EventFraming framing = new EventFraming(8);
        List<String> events = new ArrayList<>();

        assertThat(framing.accept(Samples.bytes("data:1\n\n"), e -> events.add("fits")))
                .isTrue();
        assertThat(framing.accept(Samples.bytes("data:12\n\n"), e -> events.add("too long")))
                .isFalse();
        assertThat(framing.accept(Samples.bytes("\n\n"), e -> events.add("after")))
                .isFalse();
        assertThat(events).containsExactly("fits");
    }
}
