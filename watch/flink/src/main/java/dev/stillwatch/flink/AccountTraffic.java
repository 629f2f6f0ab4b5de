// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.TrafficWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Sums up one account's traffic, and hands out what is kept of it whenever all is judged.
 *
 * <p>What comes in is only put down, which costs the same however much an account has sent; it is summed up when its time is
 * judged. Copies are dropped, days that are too old forgotten, and an account of which nothing is kept leaves nothing.
 * State: what came in since the last assessment, the summed traffic (bounded by its sample and days), and eight bytes and a
 * time for each exchange of the last day that has an id.
 */
final class AccountTraffic extends KeyedProcessFunction<String, KeyedDigest, AccountSummary> {
    private static final long serialVersionUID = 1;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final long everyMillis;
    private final long keepMillis;
    private final long recogniseMillis;

    private transient @Nullable State state;

    AccountTraffic(JobSettings settings) {
        this.everyMillis = settings.every().toMillis();
        this.keepMillis = settings.keep().toMillis();
        this.recogniseMillis = settings.recognise().toMillis();
    }

    /**
     * What is kept for the account at hand.
     *
     * @param arrived digests that are not summed up yet
     * @param summed traffic as {@link StoredTraffic} writes it
     * @param known keys of exchanges, and until when copies of them are dropped
     * @param next the time of the next assessment
     */
    private record State(
            ListState<byte[]> arrived,
            ValueState<byte[]> summed,
            MapState<Long, Long> known,
            ValueState<Long> next,
            Counter copies,
            Counter tooOld) {}

    @Override
    public void open(OpenContext context) {
        state = new State(
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>(
                                "arrived", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>(
                                "summed", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                getRuntimeContext().getMapState(new MapStateDescriptor<>("known", Types.LONG, Types.LONG)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("next", Types.LONG)),
                getRuntimeContext().getMetricGroup().counter("copies"),
                getRuntimeContext().getMetricGroup().counter("tooOld"));
    }

    private State state() {
        if (state == null) {
            throw new IllegalStateException("used before it was opened");
        }
        return state;
    }

    @Override
    public void processElement(KeyedDigest digest, Context context, Collector<AccountSummary> out) throws Exception {
        State own = state();
        own.arrived.add(digest.digest());
        // What is late is in the next assessment.
        long due = after(Math.max(digest.timeMillis(), context.timerService().currentWatermark()));
        Long next = own.next.value();
        if (next == null || due < next) {
            if (next != null) {
                context.timerService().deleteEventTimeTimer(next);
            }
            context.timerService().registerEventTimeTimer(due);
            own.next.update(due);
        }
    }

    /** The time of the first assessment that holds an exchange asked then. */
    private long after(long timeMillis) {
        return (Math.floorDiv(timeMillis, everyMillis) + 1) * everyMillis;
    }

    @Override
    public void onTimer(long due, OnTimerContext context, Collector<AccountSummary> out) throws Exception {
        State own = state();
        // When nothing comes any more all that is there is judged once, whenever it was asked.
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
        long until = ended ? Long.MAX_VALUE : due;
        byte[] stored = own.summed.value();
        TrafficWindows windows = stored == null ? new TrafficWindows() : StoredTraffic.windows(stored);
        long firstKept = Math.floorDiv(due - keepMillis, DAY_MILLIS) * DAY_MILLIS;
        windows.forgetBefore(Instant.ofEpochMilli(firstKept));
        List<byte[]> later = sumUp(own, windows, firstKept, due, until);
        own.arrived.update(later);
        // All keys are looked at, so not every time.
        if (Math.floorDiv(due, HOUR_MILLIS) != Math.floorDiv(due - everyMillis, HOUR_MILLIS)) {
            forgetKeys(own, due);
        }
        TrafficSummary whole = windows.whole();
        if (whole.accounts() > 0) {
            own.summed.update(StoredTraffic.of(windows));
            out.collect(new AccountSummary(until, context.getCurrentKey(), StoredTraffic.of(whole)));
        } else {
            own.summed.clear();
        }
        if (ended || (whole.accounts() == 0 && later.isEmpty())) {
            own.next.clear();
        } else {
            long next = due + everyMillis;
            context.timerService().registerEventTimeTimer(next);
            own.next.update(next);
        }
    }

    /** Adds what arrived and was asked before {@code until}; returns what was asked later. */
    private List<byte[]> sumUp(State own, TrafficWindows windows, long firstKept, long due, long until)
            throws Exception {
        List<byte[]> later = new ArrayList<>();
        for (byte[] each : own.arrived.get()) {
            ExchangeDigest digest = DigestCodec.decode(each);
            long time = digest.time().toEpochMilli();
            if (time >= until) {
                later.add(each);
            } else if (time < firstKept) {
                own.tooOld.inc();
            } else if (digest.identified() && own.known.contains(digest.key())) {
                own.copies.inc();
            } else {
                if (digest.identified()) {
                    own.known.put(digest.key(), due + recogniseMillis);
                }
                windows.observe(digest);
            }
        }
        return later;
    }

    private static void forgetKeys(State own, long due) throws Exception {
        List<Long> over = new ArrayList<>();
        for (Map.Entry<Long, Long> key : own.known.entries()) {
            if (key.getValue() < due) {
                over.add(key.getKey());
            }
        }
        for (long key : over) {
            own.known.remove(key);
        }
    }
}
