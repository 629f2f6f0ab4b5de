// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The long strings of a JSON text, taken out of it before it is parsed: a parser looks at every character of a string
 * and copies it several times, whether it is wanted or not, and of long ones {@link KeptText} keeps only the ends.
 *
 * <p>In the text that is left each stands as an empty string. All other readers of a request take a string of such length for
 * none, too. Only {@link KeptText} is given the texts, by asking with the parser's place. Immutable.
 */
final class LongStrings extends ObjectReadContext.Base {
    /** Characters from which on a string is taken out; more than any name or number that is read may have. */
    static final int LEAST = 4 * Scalars.MAX_IDENTIFIER;

    private final Json json;
    private final byte[] body;
    private final byte[] shortened;
    /** By the place of the empty string in {@link #shortened}. */
    private final Map<Long, JsonString> taken;

    private LongStrings(Json json, byte[] body, byte[] shortened, Map<Long, JsonString> taken) {
        super();
        this.json = json;
        this.body = body;
        this.shortened = shortened;
        this.taken = taken;
    }

    /** Takes the long strings out; empty where there are none, or where a string is not as JSON wants it. */
    static Optional<LongStrings> of(Json json, byte[] body) {
        if (body.length < LEAST) {
            return Optional.empty();
        }
        Map<Long, JsonString> taken = new HashMap<>();
        ByteArrayOutputStream left = new ByteArrayOutputStream(LEAST);
        int copied = 0;
        int at = 0;
        while (at < body.length) {
            if (body[at++] != '"') {
                continue;
            }
            JsonString string = JsonString.at(body, at);
            if (string.isMalformed()) {
                return Optional.empty();
            }
            if (string.length() >= LEAST && !isName(body, string.end() + 1)) {
                left.write(body, copied, at - copied);
                taken.put(left.size() - 1L, string);
                copied = string.end();
            }
            at = string.end() + 1;
        }
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        left.write(body, copied, body.length - copied);
        return Optional.of(new LongStrings(json, body, left.toByteArray(), taken));
    }

    private static boolean isName(byte[] body, int after) {
        int at = after;
        while (at < body.length && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
        return at < body.length && body[at] == ':';
    }

    /** Reads the text that is left. */
    JsonParser parser() {
        return json.parser(shortened, this);
    }

    /** The kept part of the long string at the parser's current token; empty where that is another string. */
    Optional<String> kept(JsonParser p) {
        return Optional.ofNullable(taken.get(p.currentTokenLocation().getByteOffset()))
                .map(this::kept);
    }

    private String kept(JsonString string) {
        return string.isSimple()
                ? string.text(body, KeptText.HEAD, KeptText.TAIL)
                : parsed(string.ends(body, KeptText.HEAD, KeptText.TAIL));
    }

    private String parsed(byte[] raw) {
        byte[] quoted = new byte[raw.length + 2];
        quoted[0] = '"';
        System.arraycopy(raw, 0, quoted, 1, raw.length);
        quoted[raw.length + 1] = '"';
        try (JsonParser p = json.parser(quoted, 0, quoted.length)) {
            return p.nextToken() == JsonToken.VALUE_STRING ? KeptText.of(p) : "";
        }
    }
}
