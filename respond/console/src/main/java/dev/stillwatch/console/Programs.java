// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * What programs may ask of a running service, and have it do; openapi.yaml describes all of it. No text of an exchange,
 * key or address is in the answers but to a request to reveal it, which is on record.
 */
final class Programs implements Screen {
    private static final JsonMapper JSON = new JsonMapper();

    private final ConsoleParts parts;

    Programs(ConsoleParts parts) {
        this.parts = parts;
    }

    @Override
    public void mount(Routes all) {
        ProgramRoutes routes = new ProgramRoutes(all);
        new CaseCalls(parts.store(), parts.users()).mount(routes);
        new ActionCalls(parts.store()).mount(routes);
        new EvidenceCalls(parts).mount(routes);
        new ServiceCalls(parts).mount(routes);
        new PolicyCalls(parts).mount(routes);
        RunningParts service = parts.service();
        String description = description();
        routes.get(
                        "/openapi.yaml",
                        Role.VIEWER,
                        _ -> new Reply.File("openapi.yaml", "application/yaml; charset=utf-8", description))
                .get("/status", Role.VIEWER, _ -> new Reply.Json(JSON.writeValueAsString(service.status())))
                .post("/assess", Role.ADMINISTRATOR, visit -> {
                    ProgramBody.of(visit);
                    service.assess();
                    return new Reply.Json(202, "{\"assessment\":\"requested\"}");
                });
    }

    /** The API's description, as it is served. */
    static String description() {
        try (InputStream in = Objects.requireNonNull(
                Programs.class.getResourceAsStream("openapi.yaml"), "the program lacks its own file openapi.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
