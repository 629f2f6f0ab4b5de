// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks HTTP byte by byte, since client libraries tidy up what they send. */
final class RawHttp {
    private RawHttp() {}

    /** What the gateway sends back until it closes, or has said all of a first answer. */
    static String exchange(RunningGateway gateway, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return firstAnswer(socket.getInputStream());
        }
    }

    /** What comes until the first answer is whole, or the other side closes. */
    static String firstAnswer(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String text = all.toString(StandardCharsets.UTF_8);
            int head = text.indexOf("\r\n\r\n");
            if (head >= 0) {
                int at = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
                if (at >= 0 && at < head) {
                    int length = Integer.parseInt(
                            text.substring(at + 16, text.indexOf("\r\n", at)).strip());
                    if (all.size() >= head + 4 + length) {
                        return text;
                    }
                }
            }
            try {
                int next = in.read();
                if (next < 0) {
                    return text;
                }
                all.write(next);
            } catch (SocketTimeoutException e) {
                return text;
            }
        }
    }
}
