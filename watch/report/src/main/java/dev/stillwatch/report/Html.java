// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML and inline SVG that is safe by construction.
 *
 * <p>Text and attribute values are always escaped; there is no way to write markup from a value. Event handlers, style
 * attributes and references to anything outside the page are refused with {@link IllegalArgumentException}, so that a
 * strict content security policy holds. Attributes are given as name, value, name, value. Not thread-safe.
 */
public final class Html {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Pattern INSIDE = Pattern.compile("#[A-Za-z0-9_-]+|[A-Za-z0-9_-]+\\.(csv|json|jsonl)");
    private static final Set<String> REFERENCES =
            Set.of("href", "src", "srcset", "action", "formaction", "data", "poster", "cite", "background", "ping");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Closes the element it came from; for try-with-resources. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** A page with nothing in it. */
    public Html() {
        this("<!DOCTYPE html>\n");
    }

    private Html(String start) {
        out.append(start);
    }

    /** A part of a page that something else writes. */
    public static Html part() {
        return new Html("");
    }

    /** Opens an element; closing the scope closes it. */
    public Scope in(String element, String... attributes) {
        start(element, attributes);
        out.append('>');
        open.push(element);
        return () -> {
            String innermost = open.pop();
            if (!innermost.equals(element)) {
                throw new IllegalStateException("closing " + element + " inside " + innermost);
            }
            out.append("</").append(element).append('>');
        };
    }

    /** An element that holds only text. */
    public Html leaf(String element, String text, String... attributes) {
        start(element, attributes);
        out.append('>');
        escape(text);
        out.append("</").append(element).append('>');
        return this;
    }

    /** An element without content, such as meta, or rect in SVG. */
    public Html empty(String element, String... attributes) {
        start(element, attributes);
        out.append("/>");
        return this;
    }

    /** Text, escaped. */
    public Html text(String text) {
        escape(text);
        return this;
    }

    /** A name that others chose: shortened, made visible, and kept from reordering the text around it. */
    public Html name(String name, int length, String... attributes) {
        return leaf("bdi", VisibleText.shortened(name, length), attributes);
    }

    /** A line break in the page's source, so that the source can be read and no line of it grows without end. */
    public Html line() {
        out.append('\n');
        return this;
    }

    /** The page's own style sheet or script, verbatim: {@code element} is style or script. */
    Html resource(String element, String content) {
        boolean known = element.equals("style") || element.equals("script");
        if (!known || content.contains("</")) {
            throw new IllegalArgumentException("not a style sheet or script of the page: " + element);
        }
        out.append('<').append(element).append('>').append(content);
        out.append("</").append(element).append('>');
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void start(String element, String... attributes) {
        out.append('<').append(checked(element));
        for (int i = 0; i < attributes.length; i += 2) {
            String name = checked(attributes[i]);
            String value = attributes[i + 1];
            if (name.startsWith("on") || name.equals("style")) {
                throw new IllegalArgumentException("attribute " + name + " is not allowed in the page");
            }
            if (REFERENCES.contains(name) && !INSIDE.matcher(value).matches()) {
                throw new IllegalArgumentException(name + " must point into the page or the report folder");
            }
            out.append(' ').append(name).append("=\"");
            escape(value);
            out.append('"');
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of an element or attribute");
        }
        return name;
    }

    private void escape(String text) {
        String wellFormed = VisibleText.wellFormed(text);
        for (int i = 0; i < wellFormed.length(); i++) {
            char c = wellFormed.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\0' -> out.append('\uFFFD');
                default -> out.append(c);
            }
        }
    }
}
