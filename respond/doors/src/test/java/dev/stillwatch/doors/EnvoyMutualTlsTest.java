// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.doors.FakeEnvoy.Http;
import dev.stillwatch.doors.FakeEnvoy.Modes;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.ProxyLimits;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is asked about accounts on other addresses than this machine's must prove to be Envoy. */
class EnvoyMutualTlsTest {
    private static final String CHAT = "{\"model\": \"m\", \"messages\": []}";

    private final Fixture fixture = new Fixture();

    private EnvoyDoor start(Listening.Tls tls) {
        return EnvoyDoor.start(
                new EnvoySettings(
                        new Listening("127.0.0.1", 0, Optional.of(tls)),
                        new EnvoyIdentity.ApiKey(),
                        ProxyLimits.DEFAULTS,
                        EnvoySettings.Load.DEFAULTS,
                        Duration.ofSeconds(20),
                        FailureMode.REFUSE,
                        FailureMode.REFUSE,
                        FailureMode.REFUSE,
                        false),
                fixture.names,
                Principal::of,
                fixture.parts);
    }

    @Test
    void onlyEnvoyWithACertificate_isAnswered(@TempDir Path folder) throws Exception {
        TestCertificate own = TestCertificate.in(folder);
        try (EnvoyDoor door = start(new Listening.Tls(own.certificate(), own.key(), Optional.of(own.certificate())))) {
            SslContextBuilder trusting =
                    GrpcSslContexts.forClient().trustManager(own.certificate().toFile());
            try (FakeEnvoy stranger = new FakeEnvoy(door.port(), trusting.build());
                    FakeEnvoy plain = new FakeEnvoy(door.port())) {
                assertThat(stranger.open().end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(plain.open().end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            }
            SslContextBuilder proving =
                    trusting.keyManager(own.certificate().toFile(), own.key().toFile());
            try (FakeEnvoy envoy = new FakeEnvoy(door.port(), proving.build())) {
                assertThat(envoy.exchange(
                                        Modes.BUFFERED,
                                        "/v1/chat/completions",
                                        CHAT,
                                        _ -> new Http(Map.of(":status", "200"), "{}"))
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @Test
    void certificateThatCannotBeRead_isSaid(@TempDir Path folder) throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish.pem"), "rubbish");
        assertThatThrownBy(() -> start(new Listening.Tls(rubbish, rubbish, Optional.of(rubbish))))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("certificate");
    }
}
