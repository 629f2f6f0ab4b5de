// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Sends requests to a target and times the answers. One drive at a time; not thread-safe. */
final class Driver {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);

    /** One request after the other on one connection. */
    Outcome inSequence(Target target, Workload workload, int requests) {
        return closed(target, workload, 1, requests, Duration.ofMinutes(2));
    }

    /** As many requests at once as there are connections, each sent when the one before it was answered. */
    Outcome saturating(Target target, Workload workload, int connections, Duration lasting) {
        return closed(target, workload, connections, Integer.MAX_VALUE, lasting);
    }

    private Outcome closed(Target target, Workload workload, int connections, int most, Duration lasting) {
        List<ByteBuffer> requests = workload.requests(target);
        Latencies latencies = new Latencies();
        int wrong = 0;
        int sent = 0;
        try (Selector selector = Selector.open()) {
            List<Connection> open = open(selector, target, connections);
            long start = System.nanoTime();
            long end = start + lasting.toNanos();
            for (Connection connection : open) {
                connection.send(requests.get(sent++ % requests.size()), System.nanoTime());
            }
            long now = start;
            while (latencies.count() + wrong < most && now < end) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (key.isWritable()) {
                        connection.write();
                    }
                    Connection.Read read = key.isReadable() ? connection.read(buffer) : Connection.Read.PART;
                    if (read != Connection.Read.PART) {
                        now = System.nanoTime();
                        if (read == Connection.Read.WHOLE && connection.status() == 200) {
                            latencies.add(now - connection.due);
                        } else {
                            wrong++;
                        }
                        if (sent < most) {
                            connection.send(requests.get(sent++ % requests.size()), System.nanoTime());
                        }
                    }
                }
                selector.selectedKeys().clear();
                now = System.nanoTime();
            }
            long took = System.nanoTime() - start;
            close(open);
            return new Outcome(latencies, wrong, Duration.ofNanos(took));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Requests at a fixed rate, whatever becomes of the ones before. Times count from when a request was due, so that
     * those that wait because the target is slow count with their wait.
     */
    Outcome atRate(Target target, Workload workload, int perSecond, int connections, Duration lasting) {
        List<ByteBuffer> requests = workload.requests(target);
        Latencies latencies = new Latencies();
        try (Selector selector = Selector.open()) {
            List<Connection> open = open(selector, target, connections);
            Queue<Connection> idle = new ConcurrentLinkedQueue<>(open);
            long every = 1_000_000_000L / perSecond;
            int all = (int) (lasting.toNanos() / every);
            long start = System.nanoTime() + 1_000_000;
            Thread sender = Thread.ofPlatform().name("sender").start(() -> send(requests, idle, start, every, all));
            int wrong = 0;
            long giveUp = start + lasting.plus(PATIENCE).toNanos();
            while (latencies.count() + wrong < all && System.nanoTime() < giveUp) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    Connection.Read read = connection.read(buffer);
                    if (read == Connection.Read.WHOLE && connection.status() == 200) {
                        latencies.add(System.nanoTime() - connection.due);
                        idle.add(connection);
                    } else if (read != Connection.Read.PART) {
                        wrong++;
                        if (read == Connection.Read.WHOLE) {
                            idle.add(connection);
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
            long took = System.nanoTime() - start;
            sender.interrupt();
            sender.join();
            close(open);
            return new Outcome(latencies, all - latencies.count(), Duration.ofNanos(took));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void send(List<ByteBuffer> requests, Queue<Connection> idle, long start, long every, int all) {
        try {
            for (int i = 0; i < all && !Thread.interrupted(); i++) {
                long due = start + i * every;
                long wait = due - System.nanoTime();
                while (wait > 0) {
                    LockSupport.parkNanos(wait);
                    wait = due - System.nanoTime();
                }
                Connection connection = idle.poll();
                while (connection == null && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(50_000);
                    connection = idle.poll();
                }
                if (connection != null) {
                    connection.send(requests.get(i % requests.size()), due);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What became of many streams at once.
     *
     * @param whole streams that brought all their events
     * @param slowest longest that one took beyond the time its events take
     * @param memory of the target while they were held, in bytes
     */
    record Held(int streams, int whole, Duration slowest, long memory) {}

    /** Opens many streams and reads each to its end. */
    Held hold(Target target, Workload workload, Workload.Answer.Held answer, int streams, MemoryOf memory) {
        List<ByteBuffer> requests = workload.requests(target);
        try (Selector selector = Selector.open()) {
            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                Connection connection = new Connection(selector, target.port());
                connection.send(requests.get(i % requests.size()), System.nanoTime());
                open.add(connection);
            }
            Duration planned = answer.every().multipliedBy(answer.events());
            long giveUp = System.nanoTime() + planned.plus(PATIENCE).toNanos();
            long halfway = System.nanoTime() + planned.dividedBy(2).toNanos();
            long bytes = 0;
            long slowest = 0;
            int over = 0;
            int whole = 0;
            while (over < streams && System.nanoTime() < giveUp) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    Connection.Read read = connection.read(buffer);
                    if (read != Connection.Read.PART) {
                        over++;
                        if (connection.status() == 200 && connection.events() >= answer.events()) {
                            whole++;
                            slowest = Math.max(slowest, System.nanoTime() - connection.due - planned.toNanos());
                        }
                    }
                }
                selector.selectedKeys().clear();
                if (bytes == 0 && System.nanoTime() > halfway) {
                    bytes = memory.resident();
                }
            }
            close(open);
            return new Held(streams, whole, Duration.ofNanos(slowest), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Memory that a target has in use. */
    interface MemoryOf {
        /** Bytes. */
        long resident();
    }

    private static List<Connection> open(Selector selector, Target target, int connections) throws IOException {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(new Connection(selector, target.port()));
        }
        return open;
    }

    private static void close(List<Connection> connections) throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
