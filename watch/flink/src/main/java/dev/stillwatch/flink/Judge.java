// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.report.AccountJson;
import dev.stillwatch.report.CampaignJson;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges all accounts of one time together, when the last of them has come in, and each time once.
 *
 * <p>One task holds what is kept of all accounts, some kilobytes each: this step does not scale out yet.
 */
final class Judge extends KeyedProcessFunction<Long, AccountSummary, Finding> {
    private static final long serialVersionUID = 1;

    private final long keepMillis;

    private transient @Nullable State state;

    Judge(JobSettings settings) {
        this.keepMillis = settings.keep().toMillis();
    }

    /**
     * What is kept for the time at hand.
     *
     * @param summaries of accounts by their names
     * @param judged whether this time has been judged
     */
    private record State(MapState<String, byte[]> summaries, ValueState<Boolean> judged) {}

    @Override
    public void open(OpenContext context) {
        state = new State(
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>(
                                "summaries", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("judged", Types.BOOLEAN)));
    }

    private State state() {
        if (state == null) {
            throw new IllegalStateException("used before it was opened");
        }
        return state;
    }

    @Override
    public void processElement(AccountSummary summary, Context context, Collector<Finding> out) throws Exception {
        State own = state();
        if (own.judged.value() != null) {
            // After a restart, event time begins anew: what is old then asks for times that are over. The account
            // comes again at the next time, with the same traffic.
            return;
        }
        own.summaries.put(summary.account(), summary.traffic());
        // Every account is handed out before its time passes, so that none is missing when this fires.
        context.timerService().registerEventTimeTimer(summary.untilMillis());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Finding> out) throws Exception {
        State own = state();
        long until = context.getCurrentKey();
        if (own.judged.value() != null) {
            // Nothing as old as this is kept any more.
            own.judged.clear();
            return;
        }
        TrafficSummary traffic = new TrafficSummary();
        for (byte[] each : own.summaries.values()) {
            traffic.absorb(StoredTraffic.summary(each));
        }
        own.summaries.clear();
        own.judged.update(true);
        boolean ended = until == Long.MAX_VALUE;
        if (!ended) {
            context.timerService().registerEventTimeTimer(until + keepMillis);
        }
        report(traffic, ended ? traffic.span().orElseThrow().until().toEpochMilli() : until, out);
    }

    private static void report(TrafficSummary traffic, long until, Collector<Finding> out) {
        Assessment assessment = new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
        assessment
                .accounts()
                .forEach(account -> out.collect(
                        new Finding(Finding.Kind.ACCOUNT, account.account(), until, AccountJson.text(account))));
        assessment
                .campaigns()
                .forEach(campaign -> out.collect(
                        new Finding(Finding.Kind.CAMPAIGN, campaign.id(), until, CampaignJson.text(campaign))));
    }
}
