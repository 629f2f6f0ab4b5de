// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One server-sent event as read from its lines.
 *
 * @param head its lines other than data, comments included, each ended by a line feed
 * @param name its {@code event} field, if it has one
 * @param data its data lines joined by line feeds; empty where it has none
 */
record ServerSentEvent(String head, Optional<String> name, Optional<String> data) {

    static ServerSentEvent read(byte[] event) {
        StringBuilder head = new StringBuilder();
        StringBuilder data = new StringBuilder();
        boolean anyData = false;
        Optional<String> name = Optional.empty();
        for (String line : new String(event, StandardCharsets.UTF_8).split("\\r\\n|\\n|\\r", -1)) {
            // Only a stream's first line may begin with a byte order mark; elsewhere clients skip the line.
            String bare = line.startsWith("\uFEFF") ? line.substring(1) : line;
            int colon = bare.indexOf(':');
            String field = colon < 0 ? bare : bare.substring(0, colon);
            String value = colon < 0 ? "" : bare.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (field.equals("data")) {
                data.append(anyData ? "\n" : "").append(value);
                anyData = true;
            } else if (!bare.isEmpty()) {
                head.append(bare).append('\n');
                name = field.equals("event") ? Optional.of(value) : name;
            }
        }
        return new ServerSentEvent(head.toString(), name, anyData ? Optional.of(data.toString()) : Optional.empty());
    }

    /** Writes an event of one data line. */
    static void write(String head, byte[] data, ByteArrayOutputStream out) {
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(data);
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }
}
