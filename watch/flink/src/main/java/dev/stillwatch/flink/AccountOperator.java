// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link AccountTraffic}, and remembers over restarts how far event time had come.
 *
 * <p>A restored job's event time begins at the beginning. Without this an exchange that comes in next would be summed up for a
 * time that was judged before. Also remembers the number of parts, since accounts that send nothing stay in the part they
 * are in.
 */
final class AccountOperator extends KeyedProcessOperator<String, KeyedDigest, AccountSummary> {
    private static final long serialVersionUID = 1;

    private final AccountTraffic traffic;
    private final int parts;

    private transient @Nullable ListState<Long> come;
    private transient @Nullable ListState<Integer> dealt;
    private transient long watermark;

    AccountOperator(AccountTraffic traffic, int parts) {
        super(traffic);
        this.traffic = traffic;
        this.parts = parts;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> times =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("watermarks", Types.LONG));
        ListState<Integer> stored =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("parts", Types.INT));
        watermark = Long.MAX_VALUE;
        // What follows has seen the earliest of all tasks' times only.
        for (long time : times.get()) {
            watermark = Math.min(watermark, time);
        }
        if (watermark == Long.MAX_VALUE) {
            // Nothing was stored, or all input had ended.
            watermark = Long.MIN_VALUE;
        }
        for (int before : stored.get()) {
            if (before != parts) {
                throw new IllegalStateException("the savepoint's accounts are dealt into " + before + " parts, not "
                        + parts + "; set parts to " + before + ", or start without the savepoint");
            }
        }
        traffic.resumeAt(watermark);
        come = times;
        dealt = stored;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = Math.max(watermark, mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (come != null && dealt != null) {
            come.update(List.of(watermark));
            dealt.update(List.of(parts));
        }
    }
}
