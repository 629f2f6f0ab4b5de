// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.SpreadDetector;
import dev.stillwatch.report.AssessmentRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges together what all parts pass on, at each time at which something has changed: {@link SpreadDetector}'s second round.
 *
 * <p>One task. Memory: what is kept of the accounts passed on; with one part those are all, with more some per cent of them.
 */
final class Judge extends KeyedCoProcessFunction<Long, AccountSummary, PartReport, Finding> {
    /** The one key of what is judged together. */
    static final long ALL = 0;

    private static final long serialVersionUID = 1;

    private final JobSettings settings;

    private transient @Nullable State state;

    Judge(JobSettings settings) {
        this.settings = settings;
    }

    /**
     * What is kept.
     *
     * @param reports of parts that are not taken yet
     * @param elsewhere by part, exchanges of the accounts that it did not pass on
     */
    private record State(KeptSummaries accounts, ListState<PartReport> reports, MapState<Integer, Long> elsewhere) {}

    @Override
    public void open(OpenContext context) {
        state = new State(
                KeptSummaries.in(getRuntimeContext()),
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>("reports", TypeInformation.of(PartReport.class))),
                getRuntimeContext().getMapState(new MapStateDescriptor<>("elsewhere", Types.INT, Types.LONG)));
    }

    private State state() {
        if (state == null) {
            throw new IllegalStateException("used before it was opened");
        }
        return state;
    }

    @Override
    public void processElement1(AccountSummary summary, Context context, Collector<Finding> out) throws Exception {
        state().accounts.add(summary);
        // Everything of a time is handed out before event time passes it, so that nothing is missing when this fires.
        context.timerService().registerEventTimeTimer(summary.untilMillis());
    }

    @Override
    public void processElement2(PartReport report, Context context, Collector<Finding> out) throws Exception {
        state().reports.add(report);
        context.timerService().registerEventTimeTimer(report.untilMillis());
    }

    @Override
    public void onTimer(long until, OnTimerContext context, Collector<Finding> out) throws Exception {
        if (context.getCurrentKey() != ALL) {
            // Of a savepoint of the first release, which kept what was to be judged by its time.
            return;
        }
        State own = state();
        own.accounts.take(until);
        int judged = 0;
        long sum = 0;
        List<PartReport> later = new ArrayList<>();
        for (PartReport report : own.reports.get()) {
            if (report.untilMillis() > until) {
                later.add(report);
            } else {
                own.elsewhere.put(report.part(), report.exchanges());
                judged += report.judged();
                sum += report.sum();
            }
        }
        own.reports.update(later);
        long exchanges = 0;
        for (long each : own.elsewhere.values()) {
            exchanges += each;
        }
        Assessment assessment = new SpreadDetector(settings.detector())
                .conclude(own.accounts.traffic(), exchanges, Parallel.SEQUENTIAL, ConfirmedBenign.NONE);
        AssessmentRecords.write(
                assessment,
                Instant.ofEpochMilli(until),
                new AssessmentRecords.Others(judged, sum),
                line -> out.collect(new Finding(line, until)));
    }
}
