// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.SpreadDetector;
import dev.stillwatch.detect.TrafficSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Sums up one account's traffic, and hands out what is kept of it whenever that has changed.
 *
 * <p>What comes in is only put down, which costs the same however much an account has sent; it is summed up when its time is
 * judged. Copies are dropped, days that are too old forgotten, and an account of which nothing is kept leaves nothing. Quiet
 * accounts cost nothing until a day of theirs is to be forgotten. State: what came in since the last assessment, the summed
 * traffic (bounded by its sample and days), and eight bytes and a time for each exchange of the last day that has an id.
 */
final class AccountTraffic extends KeyedProcessFunction<String, KeyedDigest, AccountSummary> {
    private static final long serialVersionUID = 1;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final long everyMillis;
    private final long keepMillis;
    private final long recogniseMillis;
    private final int parts;

    /** What is of before this was judged before this task began. */
    private transient long judgedMillis = Long.MIN_VALUE;

    private transient @Nullable State state;

    AccountTraffic(JobSettings settings) {
        this.everyMillis = settings.every().toMillis();
        this.keepMillis = settings.keep().toMillis();
        this.recogniseMillis = settings.recognise().toMillis();
        this.parts = settings.parts();
    }

    /** Event time begins anew after a restart, but what was judged before is not judged again. */
    void resumeAt(long millis) {
        judgedMillis = millis;
    }

    /**
     * What is kept for the account at hand.
     *
     * @param arrived digests that are not summed up yet
     * @param days traffic that is summed up
     * @param known keys of exchanges, and until when copies of them are dropped
     * @param next when it is looked at again
     * @param part that it was handed out to
     */
    private record State(
            ListState<byte[]> arrived,
            AccountDays days,
            MapState<Long, Long> known,
            ValueState<Long> next,
            ValueState<Integer> part,
            Counter copies,
            Counter tooOld) {}

    @Override
    public void open(OpenContext context) {
        state = new State(
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>(
                                "arrived", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                AccountDays.in(getRuntimeContext()),
                getRuntimeContext().getMapState(new MapStateDescriptor<>("known", Types.LONG, Types.LONG)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("next", Types.LONG)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("part", Types.INT)),
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
        state().arrived.add(digest.digest());
        // What is late is in the next assessment.
        long judged = Math.max(judgedMillis, context.timerService().currentWatermark());
        lookAgain(after(Math.max(digest.timeMillis(), judged)), context);
    }

    /** Has the account looked at then, if it is not before. */
    private void lookAgain(long due, Context context) throws Exception {
        State own = state();
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
        own.next.clear();
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (ended && !own.arrived.get().iterator().hasNext()) {
            // No time passes any more, in which something could become too old.
            return;
        }
        long firstKept = Math.floorDiv(due - keepMillis, DAY_MILLIS);
        List<ExchangeDigest> news = news(own, firstKept * DAY_MILLIS, due, context);
        Optional<TrafficSummary> changed = own.days.update(firstKept, news);
        forgetKeys(own, due, context);
        lookAgainWhenForgotten(own, context);
        if (changed.isPresent()) {
            handOut(own, due, context.getCurrentKey(), changed.get(), out);
        }
    }

    /** Has it looked at when the earliest day that is kept will be too old. */
    private void lookAgainWhenForgotten(State own, Context context) throws Exception {
        Long first = own.days.first().value();
        if (first != null) {
            lookAgain(after((first + 1) * DAY_MILLIS + keepMillis - 1), context);
        }
    }

    private void handOut(State own, long due, String account, TrafficSummary whole, Collector<AccountSummary> out)
            throws Exception {
        Integer before = own.part.value();
        if (whole.accounts() == 0) {
            if (before != null) {
                own.part.clear();
                out.collect(AccountSummary.gone(due, before, account));
            }
            return;
        }
        int part = SpreadDetector.partOf(whole, parts);
        if (before != null && before != part) {
            // It has joined an organisation.
            out.collect(AccountSummary.gone(due, before, account));
        }
        own.part.update(part);
        out.collect(new AccountSummary(due, part, account, StoredTraffic.of(whole)));
    }

    /** What arrived and was asked before {@code due}, without copies and what is too old. */
    private List<ExchangeDigest> news(State own, long firstMillis, long due, Context context) throws Exception {
        List<byte[]> later = new ArrayList<>();
        List<ExchangeDigest> news = new ArrayList<>();
        for (byte[] each : own.arrived.get()) {
            ExchangeDigest digest = DigestCodec.decode(each);
            long time = digest.time().toEpochMilli();
            if (time >= due) {
                later.add(each);
                lookAgain(after(time), context);
            } else if (time < firstMillis) {
                own.tooOld.inc();
            } else if (digest.identified() && own.known.contains(digest.key())) {
                own.copies.inc();
            } else {
                if (digest.identified()) {
                    own.known.put(digest.key(), due + recogniseMillis);
                }
                news.add(digest);
            }
        }
        own.arrived.update(later);
        return news;
    }

    /** Forgets keys that are over. All are looked at, so not every time. */
    private void forgetKeys(State own, long due, Context context) throws Exception {
        List<Long> over = new ArrayList<>();
        boolean some = false;
        if (Math.floorDiv(due, HOUR_MILLIS) != Math.floorDiv(due - everyMillis, HOUR_MILLIS)) {
            for (Map.Entry<Long, Long> key : own.known.entries()) {
                if (key.getValue() < due) {
                    over.add(key.getKey());
                } else {
                    some = true;
                }
            }
        } else {
            some = !own.known.isEmpty();
        }
        for (long key : over) {
            own.known.remove(key);
        }
        if (some) {
            lookAgain(after((Math.floorDiv(due + recogniseMillis, HOUR_MILLIS) + 1) * HOUR_MILLIS - 1), context);
        }
    }
}
