// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leads requests to screens, after asking who it is and whether they may.
 *
 * <p>One and the same for pages and programs but for how somebody proves who they are, and what a refusal looks like.
 */
final class Routes {
    private static final JsonMapper JSON = new JsonMapper();

    private final Router router;
    private final Function<RoutingContext, Optional<AdminUser>> who;
    private final Refusals refusals;
    private final Templates templates;
    private final InstantSource clock;
    private final LongSupplier revision;
    private final List<Mounted> mounted = new ArrayList<>();
    private final KeptPages kept = new KeptPages();

    /** A path that is answered, and who may ask. */
    record Mounted(String method, String path, Role needed) {}

    /** How to say no. */
    interface Refusals {
        /** To somebody unknown. */
        void unknown(RoutingContext context);

        /** To somebody known, or about something that cannot be done. */
        void refused(RoutingContext context, Optional<AdminUser> user, Reply.Refused refused);
    }

    /**
     * @param revision of the case store as it is now: what tells whether a kept page is old
     */
    Routes(
            Router router,
            Function<RoutingContext, Optional<AdminUser>> who,
            Refusals refusals,
            Templates templates,
            InstantSource clock,
            LongSupplier revision) {
        this.router = router;
        this.who = who;
        this.refusals = refusals;
        this.templates = templates;
        this.clock = clock;
        this.revision = revision;
    }

    /**
     * Something to look at.
     *
     * @param path a name after a colon stands for any one part
     */
    Routes get(String path, Role needed, Screen.Answer answer) {
        return on(HttpMethod.GET, path, needed, answer);
    }

    /** Something to look at that shows nothing but what the case store holds: kept until that changes. */
    Routes getKept(String path, Role needed, Screen.Answer answer) {
        return on(HttpMethod.GET, path, needed, (context, user, _) -> sendKept(context, user, answer));
    }

    /** Something to do. */
    Routes post(String path, Role needed, Screen.Answer answer) {
        return on(HttpMethod.POST, path, needed, answer);
    }

    /** Which paths are answered, in order of mounting. */
    List<Mounted> mounted() {
        return List.copyOf(mounted);
    }

    /** Answers somebody who may ask. */
    private interface Sending {
        /**
         * @param seen revision of the store before anything was read
         */
        void send(RoutingContext context, AdminUser user, long seen);
    }

    private Routes on(HttpMethod method, String path, Role needed, Screen.Answer answer) {
        return on(
                method,
                path,
                needed,
                (context, user, seen) -> send(context, user, answer.to(visit(context, user)), seen));
    }

    private Routes on(HttpMethod method, String path, Role needed, Sending sending) {
        mounted.add(new Mounted(method.name(), path, needed));
        router.route(method, path).blockingHandler(context -> answer(context, needed, sending), false);
        return this;
    }

    private void answer(RoutingContext context, Role needed, Sending sending) {
        Optional<AdminUser> user = who.apply(context);
        if (user.isEmpty()) {
            refusals.unknown(context);
            return;
        }
        if (!user.get().role().includes(needed)) {
            String role = needed.name().toLowerCase(Locale.ROOT);
            refusals.refused(context, user, new Reply.Refused(403, "This needs the role " + role + "."));
            return;
        }
        long seen = templates.seen();
        try {
            sending.send(context, user.get(), seen);
        } catch (StillwatchException e) {
            refusals.refused(context, user, new Reply.Refused(409, String.valueOf(e.getMessage())));
        }
    }

    private Visit visit(RoutingContext context, AdminUser user) {
        return new Visit(
                user,
                context.pathParams(),
                context.queryParams(),
                context.request().formAttributes(),
                Optional.ofNullable(context.body().asString()).orElse(""),
                clock.instant());
    }

    private void sendKept(RoutingContext context, AdminUser user, Screen.Answer answer) {
        long seen = revision.getAsLong();
        String token = ConsoleSession.token(context);
        boolean alone = byScript(context);
        KeptPages.Key key = KeptPages.Key.of(context.request().uri(), user, alone, seen, clock.instant());
        Optional<KeptPages.Kept> found = kept.find(key, token);
        if (found.isPresent()) {
            send(context, found.get());
            return;
        }
        Reply reply = answer.to(visit(context, user));
        Optional<KeptPages.Kept> made = text(reply, user, kept.mark(), seen, alone);
        if (made.isPresent()) {
            send(context, kept.keep(key, made.get(), token));
        } else {
            send(context, user, reply, seen);
        }
    }

    private static void send(RoutingContext context, KeptPages.Kept page) {
        context.response().putHeader("content-type", page.type()).end(page.text());
    }

    /** What is shown as it is; empty for what is no page. */
    private Optional<KeptPages.Kept> text(Reply reply, AdminUser user, String token, long seen, boolean alone) {
        return switch (reply) {
            case Reply.Page page -> html(templates.page(page, Optional.of(user), token, seen));
            case Reply.Part part -> html(templates.part(part));
            case Reply.Section section -> html(templates.section(section, Optional.of(user), token, seen, alone));
            case Reply.Json json
            when json.status() == 200 -> Optional.of(new KeptPages.Kept("application/json", json.json()));
            case Reply.Json _, Reply.Elsewhere _, Reply.File _, Reply.Refused _ -> Optional.empty();
        };
    }

    private static Optional<KeptPages.Kept> html(String text) {
        return Optional.of(new KeptPages.Kept("text/html; charset=utf-8", text));
    }

    private void send(RoutingContext context, AdminUser user, Reply reply, long seen) {
        HttpServerResponse response = context.response();
        switch (reply) {
            case Reply.Page _, Reply.Part _, Reply.Section _ ->
                text(reply, user, ConsoleSession.token(context), seen, byScript(context))
                        .ifPresent(page -> send(context, page));
            case Reply.Json(int status, String json) ->
                response.setStatusCode(status)
                        .putHeader("content-type", "application/json")
                        .end(json);
            case Reply.Elsewhere(String path) -> elsewhere(context, path);
            case Reply.File(String name, String type, String content) ->
                response.putHeader("content-type", type)
                        .putHeader("content-disposition", "attachment; filename=\"" + name + "\"")
                        .end(content);
            case Reply.Refused refused -> refusals.refused(context, Optional.of(user), refused);
        }
    }

    /** Sends a browser elsewhere, whether a person or a script of the page has asked. */
    static void elsewhere(RoutingContext context, String path) {
        if (byScript(context)) {
            context.response().putHeader("HX-Redirect", path).setStatusCode(204).end();
        } else {
            context.response().putHeader("location", path).setStatusCode(303).end();
        }
    }

    /** Whether a script of a page has asked, which wants a part of it. */
    private static boolean byScript(RoutingContext context) {
        return "true".equals(context.request().getHeader("HX-Request"));
    }

    private static HttpServerResponse html(HttpServerResponse response) {
        return response.putHeader("content-type", "text/html; charset=utf-8");
    }

    /** For programs. */
    static Refusals asJson() {
        return new Refusals() {
            @Override
            public void unknown(RoutingContext context) {
                problem(context, 401, "Give a user's token as `Authorization: Bearer TOKEN`.");
            }

            @Override
            public void refused(RoutingContext context, Optional<AdminUser> user, Reply.Refused refused) {
                problem(context, refused.status(), refused.why());
            }
        };
    }

    static void problem(RoutingContext context, int status, String what) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(JSON.createObjectNode().put("error", what).toString());
    }

    /** For people: a page, or where a script of the page has asked, a line that it shows. */
    static Refusals asPages(Templates templates) {
        return new Refusals() {
            @Override
            public void unknown(RoutingContext context) {
                elsewhere(context, "/console/sign-in");
            }

            @Override
            public void refused(RoutingContext context, Optional<AdminUser> user, Reply.Refused refused) {
                HttpServerResponse response = html(context.response()).setStatusCode(refused.status());
                Reply.Notice notice = new Reply.Notice("That did not work", refused.why());
                if (byScript(context)) {
                    response.end(templates.part(new Reply.Part("refusal", notice)));
                } else {
                    response.end(templates.page(
                            new Reply.Page("notice", notice.heading(), notice),
                            user,
                            ConsoleSession.token(context),
                            templates.seen()));
                }
            }
        };
    }
}
