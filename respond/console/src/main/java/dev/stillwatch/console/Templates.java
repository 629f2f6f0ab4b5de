// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.Optional;

/** Turns templates and what they show into HTML. Templates escape by the place in the page. Thread-safe. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());
    private final Assets assets;

    Templates(Assets assets) {
        this.assets = assets;
    }

    /**
     * What the frame around every page needs.
     *
     * @param user who is signed in; empty before
     * @param token what forms must send to be known as the console's own
     * @param place the menu entry that the page belongs to
     */
    record Frame(String title, Optional<AdminUser> user, String token, String place, Assets assets) {
        /** A script or style sheet, by its name. */
        String asset(String name) {
            return assets.path(name);
        }

        /** What the menu says for a page that it leads to and that is open. */
        String current(String entry) {
            return entry.equals(place) ? "page" : "false";
        }
    }

    String page(Reply.Page page, Optional<AdminUser> user, String token) {
        StringOutput out = new StringOutput();
        engine.render(
                page.template() + ".jte",
                Map.of("frame", new Frame(page.title(), user, token, page.template(), assets), "page", page.model()),
                out);
        return out.toString();
    }

    String part(Reply.Part part) {
        StringOutput out = new StringOutput();
        engine.render(part.template() + ".jte", Map.of("page", part.model()), out);
        return out.toString();
    }
}
