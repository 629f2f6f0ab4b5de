// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.ApiDescription.Operation;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The API is as its description says, and the description as the API is. */
class OpenApiTest {
    private static final ApiDescription DESCRIPTION = new ApiDescription();

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static ApiSample sample;

    @BeforeAll
    static void open() {
        console = new TestConsole(folder);
        sample = ApiSample.in(console);
        console.service.packs.set(
                PackSet.of(List.of(PolicyPack.parse("pack.yaml", """
                id: usage
                version: 1.0.0
                title: A pack
                issuer: the operator
                status: in-force
                known-at: 2026-06-01
                mode: enforce
                rules:
                  - id: throttle-campaigns
                    priority: 10
                    when: has_campaign && campaign.verdict == "distillation"
                    then: {throttle: {requests: 60, per: 1m}}
                    lasting: 7d
                    reason: Usage is reviewed.
                """.getBytes(StandardCharsets.UTF_8)))));
    }

    @AfterAll
    static void close() {
        console.close();
    }

    static Stream<Operation> operations() {
        return DESCRIPTION.operations().stream();
    }

    static Stream<Operation> looks() {
        return operations().filter(operation -> operation.method().equals("GET"));
    }

    static Stream<Operation> deeds() {
        return operations().filter(operation -> operation.method().equals("POST"));
    }

    @Test
    void routes_areThoseDescribed_withTheirRoles() {
        Vertx vertx = Vertx.vertx();
        try {
            Routes routes = new Routes(
                    Router.router(vertx),
                    _ -> Optional.empty(),
                    Routes.asJson(),
                    new Templates(new Assets(), Optional.empty(), () -> 0),
                    console.now::get,
                    console.store::revision);
            new Programs(console.parts()).mount(routes);
            assertThat(routes.mounted().stream()
                            .map(route -> route.method() + " " + route.path() + " "
                                    + route.needed().name().toLowerCase(Locale.ROOT)))
                    .containsExactlyInAnyOrderElementsOf(operations()
                            .map(one -> one.method() + " " + one.route() + " " + one.role())
                            .toList());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_refusesStrangersAndLesserRoles_asDescribed(Operation operation) {
        String path = sample.path(operation.path());
        JsonNode problem = DESCRIPTION.root.at("/components/schemas/Problem");
        Program.Answer stranger = new Program(console, "guessed").send(operation.method(), path, "{}");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(DESCRIPTION.faults(problem, stranger.json())).isEmpty();
        Role needed = Role.valueOf(operation.role().toUpperCase(Locale.ROOT));
        for (Role role : Role.values()) {
            // What nobody may send, so that nothing is done; a role that suffices is told so.
            int status = Program.of(console, role)
                    .send(operation.method(), path, "{\"zz\": 1}")
                    .status();
            if (role.includes(needed)) {
                assertThat(status).isEqualTo(operation.method().equals("GET") ? 200 : 400);
            } else {
                assertThat(status).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_otherMethods_areNotThere(Operation operation) {
        String path = sample.path(operation.path());
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            assertThat(Program.of(console, Role.ADMINISTRATOR)
                            .send(method, path, "")
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void look_isAnsweredAsDescribed(Operation operation) {
        Program.Answer answer = Program.of(console, Role.ADMINISTRATOR).get(sample.path(operation.path()));
        assertThat(answer.status()).isEqualTo(200);
        if (answer.type().equals("application/json")) {
            assertThat(DESCRIPTION.faults(DESCRIPTION.answer(operation, 200).path("schema"), answer.json()))
                    .isEmpty();
        } else {
            assertThat(operation.path()).isEqualTo("/openapi.yaml");
            assertThat(answer.body()).isEqualTo(Programs.description());
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void look_ofWhatIsNotThere_isAnsweredAsDescribed(Operation operation) {
        if (!operation.path().contains("{")) {
            return;
        }
        Program.Answer answer =
                Program.of(console, Role.ADMINISTRATOR).get(operation.path().replaceAll("\\{\\w+}", "C-2026-9999"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(DESCRIPTION.faults(DESCRIPTION.answer(operation, 404).path("schema"), answer.json()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void deed_withTheExampleDescribed_isDoneAndAnsweredAsDescribed(Operation operation, @TempDir Path own) {
        try (TestConsole fresh = new TestConsole(own)) {
            ApiSample here = ApiSample.in(fresh);
            JsonNode request = DESCRIPTION.request(operation);
            JsonNode example = request.path("example");
            assertThat(DESCRIPTION.faults(request.path("schema"), example)).isEmpty();
            String body = example.toString()
                    .replaceAll("\"revision\":\\d+", "\"revision\":" + here.revision())
                    .replace("\"to\":\"ana\"", "\"to\":\"the analyst\"");
            Program.Answer answer = Program.of(fresh, Role.ADMINISTRATOR).post(here.path(operation.path()), body);
            assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
            assertThat(DESCRIPTION.faults(
                            DESCRIPTION.answer(operation, answer.status()).path("schema"), answer.json()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void examples_areAsTheirSchemasSay(Operation operation) {
        operation.body().path("responses").properties().forEach(response -> {
            JsonNode json =
                    DESCRIPTION.followed(response.getValue()).path("content").path("application/json");
            if (json.has("example")) {
                assertThat(DESCRIPTION.faults(json.path("schema"), json.path("example")))
                        .as(response.getKey())
                        .isEmpty();
            }
        });
    }

    @Test
    void schemas_refuseWhatIsNotDescribed() {
        JsonNode action = DESCRIPTION.root.at("/components/schemas/Action");
        JsonNode answer = Program.of(console, Role.VIEWER)
                .get("/actions/" + sample.action())
                .json();
        assertThat(DESCRIPTION.faults(action, answer)).isEmpty();
        ((tools.jackson.databind.node.ObjectNode) answer).put("extra", 1);
        assertThat(DESCRIPTION.faults(action, answer)).isNotEmpty();
    }
}
