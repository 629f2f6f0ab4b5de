// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A model server that does with a connection what a test says, byte by byte; it stays open until the test ends. */
final class RawModelServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    interface Conversation {
        void hold(Socket socket) throws IOException;
    }

    RawModelServer(Conversation conversation) throws IOException {
        // Before it is bound: so little is taken in unread that a sender soon notices.
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    conversation.hold(socket);
                } catch (IOException e) {
                    // Closed from one side or the other, which is how tests end.
                }
            }
        });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
