// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadingThreadsTest {
    private static final int LARGE = 4 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final LargeBodies threads = new ReadingThreads(vertx, 1);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static String get(Future<String> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    @Test
    void smallBody_isReadAtOnce() throws Exception {
        assertThat(get(threads.read(LargeBodies.LEAST - 1, ReadingThreadsTest::here)))
                .isEqualTo(here());
    }

    @Test
    void largeBody_isReadOnAnotherThread() throws Exception {
        assertThat(get(threads.read(LargeBodies.LEAST, ReadingThreadsTest::here)))
                .isNotEqualTo(here());
    }

    @Test
    void moreThanMayWait_isReadAtOnceUntilThereIsRoomAgain() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Future<String> first = threads.read(LARGE, () -> {
            free.await();
            return here();
        });
        Future<String> last = first;
        for (int i = 1; i < 16; i++) {
            last = threads.read(LARGE, ReadingThreadsTest::here);
        }
        assertThat(get(threads.read(LARGE, ReadingThreadsTest::here))).isEqualTo(here());
        free.countDown();
        assertThat(get(first)).isNotEqualTo(here());
        assertThat(get(last)).isNotEqualTo(here());
        assertThat(get(threads.read(LARGE, ReadingThreadsTest::here))).isNotEqualTo(here());
    }

    @Test
    void readingThatFails_leavesNothingWaiting() throws Exception {
        for (int i = 0; i < 20; i++) {
            Future<String> failed = threads.read(LARGE, () -> {
                throw new IllegalStateException("broken");
            });
            assertThat(failed.toCompletionStage().toCompletableFuture()).failsWithin(20, TimeUnit.SECONDS);
        }
        assertThat(get(threads.read(LARGE, ReadingThreadsTest::here))).isNotEqualTo(here());
    }
}
