// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A refused request is over, though its client keeps the connection: a drain would wait for it in vain. */
@Timeout(60)
class RefusedExchangeTest {
    private static void awaitNoneActive(RunningGateway gateway) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(10);
        while (gateway.server.active() > 0 && Instant.now().isBefore(deadline)) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(gateway.server.active()).isZero();
    }

    @Test
    void requestForNoModel_throttled_isOver() throws Exception {
        try (FakeModelServer model = FakeModelServer.json("{\"data\":[]}");
                RunningGateway gateway = new RunningGateway(model.url())) {
            gateway.apply(new Countermeasure.Throttle(1, Duration.ofHours(1)));
            for (int expected : new int[] {200, 429}) {
                assertThat(gateway.client
                                .send(gateway.request("/v1/models").GET().build(), HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(expected);
            }
            awaitNoneActive(gateway);
        }
    }

    @Test
    void bodyReadWhole_tooLong_isOver() throws Exception {
        try (FakeModelServer model = FakeModelServer.json("{}");
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.limits(
                                parts,
                                new ProxyLimits(
                                        1000, 500, 8192, 1000, 1000, Duration.ofSeconds(5), Duration.ofSeconds(50))))) {
            gateway.apply(new Countermeasure.Observe());
            String chunked = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + RunningGateway.KEY + "\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + "x".repeat(2000)
                    + "\r\n0\r\n\r\n";
            assertThat(RawHttp.exchange(gateway, chunked)).startsWith("HTTP/1.1 413");
            awaitNoneActive(gateway);
            assertThat(model.asked).isEmpty();
        }
    }
}
