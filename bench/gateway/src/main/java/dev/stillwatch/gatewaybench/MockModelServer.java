// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Answers chat completions as the model's name says (see {@link Workload.Answer}), with answers made beforehand, on one
 * thread of its own. Takes bodies with a content length only, as all contenders send them.
 */
final class MockModelServer implements AutoCloseable {
    private static final int EVENTS = 10;
    private static final byte[] WHOLE = whole();
    private static final byte[] STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] EVENT = chunk("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1795000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
            + "\" distil\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
    private static final byte[] STREAM_END = "0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final Selector selector;
    private final ServerSocketChannel server;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(h -> h.next));
    private final Thread thread;
    private volatile boolean closed;

    private static final class Held {
        private final Client client;
        private final long every;
        private int left;
        private long next;

        Held(Client client, int events, long every) {
            this.client = client;
            this.left = events;
            this.every = every;
            this.next = System.nanoTime() + every;
        }
    }

    private static final class Client {
        private final SocketChannel channel;
        private final RequestParser parser = new RequestParser();
        private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }

    MockModelServer() {
        try {
            selector = Selector.open();
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8192);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name("mock-model-server").daemon().start(this::run);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private static byte[] whole() {
        String body = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1795000000,\"model\":\"bench\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + "It distils. ".repeat(60) + "\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":180,\"total_tokens\":380}}";
        return ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private void run() {
        try {
            while (!closed) {
                Held first = held.peek();
                long wait = first == null ? 1000 : Math.max(1, (first.next - System.nanoTime()) / 1_000_000);
                selector.select(wait);
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                tick();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel channel = server.accept();
            while (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new Client(channel));
                channel = server.accept();
            }
            return;
        }
        Client client = (Client) key.attachment();
        try {
            if (key.isWritable()) {
                flush(client, key);
            }
            if (key.isReadable()) {
                read(client, key);
            }
        } catch (IOException e) {
            // The other side left; a gateway that is stopped does so.
            client.channel.close();
        }
    }

    private void read(Client client, SelectionKey key) throws IOException {
        buffer.clear();
        int count = client.channel.read(buffer);
        if (count < 0) {
            client.channel.close();
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            Optional<String> model = client.parser.accept(buffer);
            if (model.isPresent()) {
                answer(client, model.get());
                flush(client, key);
            }
        }
    }

    private void answer(Client client, String model) throws IOException {
        if (model.startsWith("bench-held-")) {
            String[] parts = model.split("-");
            client.waiting.add(ByteBuffer.wrap(STREAM_HEAD));
            held.add(new Held(client, Integer.parseInt(parts[2]), Long.parseLong(parts[3]) * 1_000_000));
        } else if (model.equals("bench-streamed")) {
            client.waiting.add(ByteBuffer.wrap(STREAM_HEAD));
            for (int i = 0; i < EVENTS; i++) {
                client.waiting.add(ByteBuffer.wrap(EVENT));
            }
            client.waiting.add(ByteBuffer.wrap(STREAM_END));
        } else {
            client.waiting.add(ByteBuffer.wrap(WHOLE));
        }
    }

    /** Each piece is written for itself, as a model that thinks between tokens does. */
    private static void flush(Client client, SelectionKey key) throws IOException {
        while (!client.waiting.isEmpty()) {
            client.channel.write(client.waiting.peek());
            if (client.waiting.peek().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            client.waiting.poll();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void tick() throws IOException {
        long now = System.nanoTime();
        while (!held.isEmpty() && held.peek().next <= now) {
            Held stream = held.poll();
            SelectionKey key = stream.client.channel.keyFor(selector);
            if (key == null || !key.isValid()) {
                continue;
            }
            stream.left--;
            stream.client.waiting.add(ByteBuffer.wrap(EVENT));
            if (stream.left == 0) {
                stream.client.waiting.add(ByteBuffer.wrap(STREAM_END));
            } else {
                stream.next += stream.every;
                held.add(stream);
            }
            try {
                flush(stream.client, key);
            } catch (IOException e) {
                stream.client.channel.close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
