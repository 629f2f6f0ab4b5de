// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Closes connections whose other side does not read. */
final class StuckConnections {
    private StuckConnections() {}

    /*
     * Vert.x closes a connection when all that is to be sent has been taken, which is never where nobody reads: it would
     * stay open for as long as the other side likes. It offers no other way, hence Netty's: from the first handler on,
     * closing goes straight to the socket. On one event loop.
     */
    static void close(HttpConnection connection) {
        ChannelHandlerContext first = connection instanceof ConnectionBase base
                ? base.channel().pipeline().firstContext()
                : null;
        if (first == null) {
            connection.close();
        } else {
            var _ = first.close();
        }
    }
}
