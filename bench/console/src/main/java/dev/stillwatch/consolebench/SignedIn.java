// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who is signed in, over one connection. Asks and reads to the last byte; no more than that, so that the
 * measuring costs less than what is measured. Not thread-safe.
 */
final class SignedIn implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"X-XSRF-TOKEN\" value=\"([^\"]+)\"");

    private final Socket socket;
    private final InputStream in;
    private String cookie = "";

    /**
     * What came back.
     *
     * @param body with a character for each byte
     */
    private record Answer(int status, Optional<String> cookie, String body) {}

    /** Signs in with a user's token. */
    SignedIn(int port, String token) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        Answer form = ask("GET /console/sign-in", "");
        cookie = form.cookie().orElseThrow();
        Matcher hidden = TOKEN.matcher(form.body());
        if (!hidden.find()) {
            throw new IOException("the page for signing in has no form");
        }
        Answer answer = ask("POST /console/sign-in", "X-XSRF-TOKEN=" + hidden.group(1) + "&token=" + token);
        if (answer.status() != 303) {
            throw new IOException("signing in was answered with " + answer.status());
        }
        cookie = answer.cookie().orElse(cookie);
    }

    /** Bytes of a page's body. */
    int get(String path) throws IOException {
        Answer answer = ask("GET " + path, "");
        if (answer.status() != 200 && answer.status() != 404) {
            throw new IOException(path + " was answered with " + answer.status());
        }
        return answer.body().length();
    }

    private Answer ask(String what, String form) throws IOException {
        String head = what + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: " + cookie + "\r\n";
        String rest = form.isEmpty()
                ? "\r\n"
                : "content-type: application/x-www-form-urlencoded\r\ncontent-length: " + form.length() + "\r\n\r\n"
                        + form;
        socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        Optional<String> set = Optional.empty();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (lower.startsWith("set-cookie: stillwatch=")) {
                set = Optional.of(line.substring(12).replaceFirst(";.*", ""));
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new Answer(status, set, new String(body, StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
