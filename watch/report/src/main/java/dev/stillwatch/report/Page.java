// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * One page that needs nothing beside itself, as all of Stillwatch's look.
 *
 * <p>Its content security policy forbids everything but its own style sheet and script, named by their hashes, so that
 * the page stays inert whatever an account calls itself.
 */
public final class Page {
    private Page() {}

    /**
     * A page's source.
     *
     * @param title for the window; escaped
     * @param body writes what stands in the body, which must hold an element with the id {@code findings}
     */
    public static String of(String title, Consumer<Html> body) {
        Html html = new Html();
        String style = resource("report.css");
        String script = resource("report.js");
        try (var _ = html.in("html", "lang", "en")) {
            head(html, title, style, script);
            try (var _ = html.in("body")) {
                html.leaf("a", "Skip to the findings", "class", "skip", "href", "#findings");
                body.accept(html);
                html.resource("script", script);
            }
        }
        return html.line().toString();
    }

    /** The style sheet of all pages and pictures, for pages that are served rather than written. */
    public static String styleSheet() {
        return resource("report.css");
    }

    private static void head(Html html, String title, String style, String script) {
        try (var _ = html.in("head")) {
            html.empty("meta", "charset", "utf-8");
            html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script));
            html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
            html.empty("meta", "name", "color-scheme", "content", "light dark");
            html.empty("meta", "name", "referrer", "content", "no-referrer");
            html.leaf("title", title);
            html.resource("style", style);
        }
        html.line();
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
