// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection, with at most one request under way. Sent on by one thread and read by one thread at a time. */
final class Connection {
    private final Selector selector;
    private final InetSocketAddress address;
    private final ResponseParser parser = new ResponseParser();
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocate(0);

    /** When the request under way was due, by {@link System#nanoTime}. */
    volatile long due;

    volatile boolean busy;

    Connection(Selector selector, int port) throws IOException {
        this.selector = selector;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.channel = SocketChannel.open(address);
        this.key = register();
    }

    private SelectionKey register() throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request that was due at a time. */
    void send(ByteBuffer request, long dueAt) throws IOException {
        if (!channel.isOpen()) {
            channel = SocketChannel.open(address);
            key = register();
        }
        parser.reset();
        due = dueAt;
        busy = true;
        out = request.duplicate();
        write();
    }

    /** Sends what the socket takes. */
    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** What reading brought. */
    enum Read {
        PART,
        WHOLE,
        CLOSED
    }

    Read read(ByteBuffer buffer) throws IOException {
        while (true) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                close();
                return Read.CLOSED;
            }
            if (count == 0) {
                return Read.PART;
            }
            buffer.flip();
            if (parser.accept(buffer)) {
                busy = false;
                return Read.WHOLE;
            }
        }
    }

    int status() {
        return parser.status();
    }

    int events() {
        return parser.events();
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
