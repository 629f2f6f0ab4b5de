// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns templates and what they show into HTML. Templates escape by the place in the page. Thread-safe. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());
    private final Assets assets;

    private final Optional<String> banner;
    private final LongSupplier revision;

    /**
     * @param banner what stands on top of every page; empty for nothing
     * @param revision of the store, not newer than what is read for pages from now on
     */
    Templates(Assets assets, Optional<String> banner, LongSupplier revision) {
        this.assets = assets;
        this.banner = banner;
        this.revision = revision;
    }

    private static final Map<String, String> MENU = menu();

    private static Map<String, String> menu() {
        Map<String, String> menu = new LinkedHashMap<>();
        menu.put("overview", "Overview");
        menu.put("queue", "Queue");
        menu.put("accounts", "Accounts");
        menu.put("policy", "Policy");
        menu.put("health", "Sources and health");
        menu.put("evidence-log", "Evidence log");
        return Collections.unmodifiableMap(menu);
    }

    /**
     * An entry of the menu.
     *
     * @param current what tells a screen reader whether its page is open
     */
    record Entry(String path, String name, String current) {}

    /**
     * What the frame around every page needs.
     *
     * @param user who is signed in; empty before
     * @param token what forms must send to be known as the console's own
     * @param place path of the menu entry that the page belongs to
     * @param banner what stands on top; empty for nothing
     * @param revision of the store that the page shows at least
     */
    record Frame(
            String title,
            Optional<AdminUser> user,
            String token,
            String place,
            Assets assets,
            Optional<String> banner,
            long revision) {
        /** Where the page hears of what changes from now on. */
        String live() {
            return "/console/live?seen=" + revision;
        }

        /** A script or style sheet, by its name. */
        String asset(String name) {
            return assets.path(name);
        }

        /** Where one can go, in order of daily use. */
        List<Entry> menu() {
            return MENU.entrySet().stream()
                    .map(entry -> new Entry(
                            entry.getKey(), entry.getValue(), entry.getKey().equals(place) ? "page" : "false"))
                    .toList();
        }
    }

    /** The revision that a page shows at least which is begun now. */
    long seen() {
        return revision.getAsLong();
    }

    /**
     * A whole page.
     *
     * @param seen what {@link #seen} said before anything was read for it
     */
    String page(Reply.Page page, Optional<AdminUser> user, String token, long seen) {
        StringOutput out = new StringOutput();
        engine.render(
                page.template() + ".jte",
                Map.of(
                        "frame",
                        new Frame(page.title(), user, token, page.place(), assets, banner, seen),
                        "page",
                        page.model()),
                out);
        return out.toString();
    }

    String part(Reply.Part part) {
        StringOutput out = new StringOutput();
        engine.render(part.template() + ".jte", Map.of("page", part.model()), out);
        return out.toString();
    }

    /** A section alone, or with the frame around it. */
    String section(Reply.Section section, Optional<AdminUser> user, String token, long seen, boolean alone) {
        Frame frame = new Frame(section.title(), user, token, section.place(), assets, banner, seen);
        Content content =
                out -> engine.render(section.template() + ".jte", Map.of("frame", frame, "page", section.model()), out);
        StringOutput out = new StringOutput();
        if (alone) {
            content.writeTo(out);
        } else {
            engine.render("frame.jte", Map.of("frame", frame, "content", content), out);
        }
        return out.toString();
    }
}
