// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.DailyTraffic;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * One account's traffic by days (UTC). Keyed state.
 *
 * <p>A busy account's exchange is read and stored with two samples, of its latest day and of all before it; earlier days are
 * only read when a day begins or is forgotten, or something of theirs comes late.
 *
 * @param days by day since 1970, as {@link StoredTraffic} writes summaries; of samples only what comes into one of the whole
 * @param before what was asked before the latest day, for an account that sent so much that this is smaller than its days
 * @param first the first day
 * @param latest the latest day
 * @param windows all traffic, as the first release kept it
 */
record AccountDays(
        MapState<Long, byte[]> days,
        ValueState<byte[]> before,
        ValueState<Long> first,
        ValueState<Long> latest,
        ValueState<byte[]> windows) {
    static AccountDays in(RuntimeContext context) {
        return new AccountDays(
                context.getMapState(new MapStateDescriptor<>(
                        "days", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                bytes("before", context),
                number("first", context),
                number("latest", context),
                bytes("summed", context));
    }

    private static ValueState<byte[]> bytes(String name, RuntimeContext context) {
        return context.getState(
                new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    private static ValueState<Long> number(String name, RuntimeContext context) {
        return context.getState(new ValueStateDescriptor<>(name, Types.LONG));
    }

    /**
     * Forgets the days before one, and adds what came in, all of which is of that day or later.
     *
     * @return all traffic, or nothing if it is as it was before
     */
    Optional<TrafficSummary> update(long firstKept, List<ExchangeDigest> news) throws Exception {
        Long earliest = first.value();
        boolean forgets = earliest != null && earliest < firstKept;
        boolean takesOver = windows.value() != null;
        if (!forgets && !takesOver && news.isEmpty()) {
            return Optional.empty();
        }
        byte[] sum = before.value();
        Long last = latest.value();
        if (!forgets && sum != null && last != null && news.stream().allMatch(each -> dayOf(each) == last)) {
            return Optional.of(updateLatest(last, sum, news));
        }
        return Optional.of(updateAll(firstKept, news));
    }

    private TrafficSummary updateLatest(long day, byte[] sum, List<ExchangeDigest> news) throws Exception {
        TrafficSummary today = StoredTraffic.summary(days.get(day));
        news.forEach(today::observe);
        days.put(day, StoredTraffic.of(today));
        TrafficSummary whole = StoredTraffic.summary(sum);
        whole.merge(today);
        return whole;
    }

    private TrafficSummary updateAll(long firstKept, List<ExchangeDigest> news) throws Exception {
        Set<Long> changed = new HashSet<>();
        DailyTraffic traffic = stored(changed);
        for (ExchangeDigest each : news) {
            traffic.observe(each);
            changed.add(dayOf(each));
        }
        for (long day : traffic.days().filter(day -> day < firstKept).toList()) {
            days.remove(day);
        }
        traffic.forgetBefore(firstKept);
        changed.addAll(traffic.prune());
        List<Long> kept = traffic.days().toList();
        for (long day : kept) {
            if (changed.contains(day)) {
                days.put(day, StoredTraffic.of(traffic.day(day)));
            }
        }
        before.clear();
        if (kept.isEmpty()) {
            first.clear();
            latest.clear();
        } else {
            first.update(kept.getFirst());
            latest.update(kept.getLast());
            Optional<TrafficSummary> sum = traffic.smallerSumBefore(kept.getLast());
            if (sum.isPresent()) {
                before.update(StoredTraffic.of(sum.get()));
            }
        }
        return traffic.whole();
    }

    /** Everything that is stored; adds the days that are not stored as such to {@code changed}. */
    private DailyTraffic stored(Set<Long> changed) throws Exception {
        byte[] earlier = windows.value();
        DailyTraffic traffic = earlier == null
                ? new DailyTraffic()
                : StoredTraffic.windows(earlier).byDays();
        windows.clear();
        traffic.days().forEach(changed::add);
        for (Map.Entry<Long, byte[]> day : days.entries()) {
            traffic.merge(day.getKey(), StoredTraffic.summary(day.getValue()));
        }
        return traffic;
    }

    private static long dayOf(ExchangeDigest digest) {
        return DailyTraffic.dayOf(digest.time());
    }
}
