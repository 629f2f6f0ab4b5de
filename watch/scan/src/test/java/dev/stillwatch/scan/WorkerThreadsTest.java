// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerThreadsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void forEach_anyThreads_visitsEveryIndexOnce(int threads) {
        AtomicIntegerArray visits = new AtomicIntegerArray(10_001);
        try (WorkerThreads workers = new WorkerThreads(threads)) {
            workers.forEach(visits.length(), visits::incrementAndGet);
        }
        for (int i = 0; i < visits.length(); i++) {
            assertThat(visits.get(i)).isEqualTo(1);
        }
    }

    @Test
    void forEach_nothingToDo_returns() {
        try (WorkerThreads workers = new WorkerThreads(2)) {
            workers.forEach(0, i -> {
                throw new AssertionError("called for " + i);
            });
        }
    }

    @Test
    void forEach_withinForEach_doesNotWaitForItself() {
        long[] sums = new long[40];
        try (WorkerThreads workers = new WorkerThreads(3)) {
            workers.forEach(sums.length, i -> {
                long[] parts = new long[100];
                workers.forEach(parts.length, k -> parts[k] = (long) i * k);
                sums[i] = Arrays.stream(parts).sum();
            });
        }
        for (int i = 0; i < sums.length; i++) {
            assertThat(sums[i]).isEqualTo(4950L * i);
        }
    }

    @Test
    void forEach_twoThreads_workAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        try (WorkerThreads workers = new WorkerThreads(2)) {
            workers.forEach(2, i -> {
                both.countDown();
                awaitQuietly(both);
            });
        }
        assertThat(both.getCount()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void forEach_pieceThatFails_failsTheCaller(int threads) {
        try (WorkerThreads workers = new WorkerThreads(threads)) {
            assertThatThrownBy(() -> workers.forEach(1_000, i -> {
                        if (i == 700) {
                            throw new IllegalStateException("piece 700");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("piece 700");
            int[] after = new int[1];
            workers.forEach(1, i -> after[i] = 7);
            assertThat(after[0]).isEqualTo(7);
        }
    }

    @Test
    void forEach_interruptedWhileWaiting_finishesAndStaysInterrupted() {
        int[] done = new int[64];
        try (WorkerThreads workers = new WorkerThreads(2)) {
            Thread.currentThread().interrupt();
            workers.forEach(done.length, i -> done[i] = 1);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsOnly(1);
    }

    @Test
    void constructor_noThreads_isRefused() {
        assertThatThrownBy(() -> new WorkerThreads(0)).hasMessageContaining("threads is 0");
    }
}
