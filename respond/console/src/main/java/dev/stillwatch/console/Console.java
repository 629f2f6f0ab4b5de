// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.AccountAssessment;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers requests under {@code /console} with pages for people, and under {@code /admin/v1} with JSON for programs.
 *
 * <p>Thread-safe. No page loads anything from elsewhere, and none runs a script or style that does not come from here.
 * Sessions are kept in memory: they end with the process.
 */
public final class Console implements Handler<HttpServerRequest> {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_FIELDS = 4_096;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Router router;
    private final Assets assets;
    private final Templates templates;
    private final SignIn signIn;
    private final LiveNews news;
    private final ConsoleParts parts;
    /** Of what went through in the last minutes. */
    final TrafficMemory traffic = new TrafficMemory();

    /**
     * A console over the parts of a service.
     *
     * @param secure whether it is served over TLS, so that cookies must not travel otherwise
     */
    public Console(Vertx vertx, ConsoleParts parts, boolean secure) {
        this.parts = parts;
        this.assets = new Assets();
        this.signIn = new SignIn(parts.users(), parts.requestsPerMinute(), parts.clock(), parts.sessions());
        this.news = new LiveNews(vertx, signIn::ofBrowser, parts.store()::revision);
        this.templates = new Templates(assets, parts.banner(), news::latest);
        this.router = Router.router(vertx);
        router.route().handler(Console::guard);
        router.get("/console/assets/*").handler(this::asset);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        programs();
        people(vertx, secure);
        router.errorHandler(404, context -> refuse(context, 404, "There is no such path, or not with this method."));
        router.errorHandler(405, context -> refuse(context, 404, "There is no such path, or not with this method."));
        router.errorHandler(413, context -> refuse(context, 413, "The request body is longer than 64 KiB."));
        router.errorHandler(403, context -> refuse(context, 403, "This form is too old; load the page again."));
        router.errorHandler(500, context -> refuse(context, 500, "Something went wrong; see the service's notices."));
    }

    /**
     * Has a server take the console's longest forms: many accounts pasted into one field, or as many boxes ticked as a
     * request body of 64 KiB holds.
     */
    public static HttpServerOptions taking(HttpServerOptions options) {
        return options.setMaxFormAttributeSize(LONGEST_BODY)
                .setMaxFormBufferedBytes(LONGEST_BODY)
                .setMaxFormFields(MOST_FIELDS);
    }

    @Override
    public void handle(HttpServerRequest request) {
        router.handle(request);
    }

    private static void guard(RoutingContext context) {
        context.response()
                .putHeader("content-security-policy", POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "same-origin")
                .putHeader("cross-origin-opener-policy", "same-origin")
                .putHeader("cache-control", "no-store");
        context.next();
    }

    private void asset(RoutingContext context) {
        if (!assets.send(context.normalizedPath(), context.response())) {
            context.fail(404);
        }
    }

    private void programs() {
        router.route("/admin/*").handler(this::onlyUsers);
        Routes routes =
                new Routes(router, this::program, Routes.asJson(), templates, parts.clock(), parts.store()::revision);
        new Programs(parts).mount(routes);
    }

    /** Strangers are not told what there is. */
    private void onlyUsers(RoutingContext context) {
        if (signIn.barred(context)) {
            Routes.problem(context, 429, "Too many attempts without a user's token; wait a minute.");
            return;
        }
        Optional<AdminUser> user = signIn.ofProgram(context);
        if (user.isEmpty()) {
            Routes.asJson().unknown(context);
        } else if (signIn.tooOften(user.get())) {
            Routes.problem(context, 429, "Too many requests; wait a minute.");
        } else {
            context.put("program", user.get());
            context.next();
        }
    }

    private Optional<AdminUser> program(RoutingContext context) {
        return Optional.ofNullable(context.get("program"));
    }

    private void people(Vertx vertx, boolean secure) {
        router.route("/console*")
                .handler(SessionHandler.create(LocalSessionStore.create(vertx))
                        .setSessionTimeout(ConsoleSession.IDLE.toMillis())
                        .setSessionCookieName("stillwatch")
                        .setSessionCookiePath("/console")
                        .setCookieHttpOnlyFlag(true)
                        .setCookieSecureFlag(secure)
                        .setCookieSameSite(CookieSameSite.STRICT))
                .handler(new FormTokens());
        router.get("/console/sign-in").handler(context -> signInPage(context, 200, ""));
        router.post("/console/sign-in").handler(this::signIn);
        router.post("/console/sign-out").handler(context -> {
            ConsoleSession.end(context);
            Routes.elsewhere(context, "/console/sign-in");
        });
        router.get("/console/live").handler(news::listen);
        router.get("/").handler(context -> Routes.elsewhere(context, "/console/overview"));
        router.get("/console").handler(context -> Routes.elsewhere(context, "/console/overview"));
        Routes routes = new Routes(
                router,
                signIn::ofBrowser,
                Routes.asPages(templates),
                templates,
                parts.clock(),
                parts.store()::revision);
        remember(vertx);
        new Overview(parts.service(), new CaseGlance(parts.store()), traffic).mount(routes);
        new PolicyScreen(parts).mount(routes);
        new TrialScreen(parts).mount(routes);
        new EvidenceLogScreen(parts).mount(routes);
        new CaseScreen(parts).mount(routes);
        new CaseActionsScreen(parts).mount(routes);
        new QueueScreen(parts).mount(routes);
        new AccountsScreen(parts, this::judged).mount(routes);
        new HealthScreen(parts.service()).mount(routes);
    }

    private Optional<AccountAssessment> judged(String account) {
        return parts.service()
                .assessment()
                .flatMap(found -> found.accounts().stream()
                        .filter(one -> one.account().equals(account))
                        .findFirst());
    }

    /** Remembers what goes through, for as long as the event loop runs. */
    private void remember(Vertx vertx) {
        traffic.take(parts.service().figures(), parts.clock().instant());
        vertx.setPeriodic(
                TrafficMemory.EVERY.toMillis(),
                _ -> traffic.take(parts.service().figures(), parts.clock().instant()));
    }

    private void signInPage(RoutingContext context, int status, String trouble) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .end(templates.page(
                        new Reply.Page("sign-in", "Sign in", new Reply.Notice("Sign in", trouble)),
                        Optional.empty(),
                        ConsoleSession.token(context),
                        templates.seen()));
    }

    private void signIn(RoutingContext context) {
        if (signIn.barred(context)) {
            signInPage(context, 429, "Too many attempts; wait a minute.");
            return;
        }
        Optional<AdminUser> user = signIn.byToken(
                context,
                Optional.ofNullable(context.request().getFormAttribute("token"))
                        .orElse("")
                        .strip());
        if (user.isEmpty()) {
            signInPage(context, 401, "Nobody has this token. Tokens are set under admin.users in stillwatch.yaml.");
            return;
        }
        ConsoleSession.begin(context, user.get(), parts.sessions().instant());
        Routes.elsewhere(context, "/console/overview");
    }

    private void refuse(RoutingContext context, int status, String why) {
        if (context.response().ended()) {
            return;
        }
        String path = Optional.ofNullable(context.request().path()).orElse("").toLowerCase(Locale.ROOT);
        if (path.startsWith("/console")) {
            Routes.asPages(templates).refused(context, signIn.ofBrowser(context), new Reply.Refused(status, why));
        } else {
            Routes.problem(context, status, why);
        }
    }
}
