// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.Screening;
import dev.stillwatch.detect.SpreadDetector;
import dev.stillwatch.report.AssessmentRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Judges one part of the accounts by itself whenever something of it has changed, and passes on who is to be judged together
 * with other parts' accounts: {@link SpreadDetector}'s first round.
 *
 * <p>Memory: what is kept of the part's accounts, while it is judged. With one part everything is passed on as it comes, and
 * nothing kept here.
 */
final class PartJudge extends KeyedProcessFunction<Integer, AccountSummary, AccountSummary> {
    /** Findings on accounts that are not passed on. */
    static final OutputTag<Finding> FINDINGS = new OutputTag<>("findings", TypeInformation.of(Finding.class));

    static final OutputTag<PartReport> REPORTS = new OutputTag<>("reports", TypeInformation.of(PartReport.class));

    private static final long serialVersionUID = 1;

    private final JobSettings settings;

    private transient @Nullable KeptSummaries accounts;
    /** Accounts that were passed on last time. */
    private transient @Nullable MapState<String, Boolean> passedOn;

    PartJudge(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        accounts = KeptSummaries.in(getRuntimeContext());
        passedOn = getRuntimeContext().getMapState(new MapStateDescriptor<>("passedOn", Types.STRING, Types.BOOLEAN));
    }

    @Override
    public void processElement(AccountSummary summary, Context context, Collector<AccountSummary> out)
            throws Exception {
        if (settings.parts() == 1) {
            out.collect(summary);
        } else {
            opened(accounts).add(summary);
            context.timerService().registerEventTimeTimer(summary.untilMillis());
        }
    }

    @Override
    public void onTimer(long until, OnTimerContext context, Collector<AccountSummary> out) throws Exception {
        KeptSummaries own = opened(accounts);
        int part = context.getCurrentKey();
        Set<String> changed = own.take(until);
        Screening screening = new SpreadDetector(settings.detector())
                .screen(own.traffic(), Parallel.SEQUENTIAL, ConfirmedBenign.NONE);
        passOn(screening.passedOn(), changed, until, part, out);
        long sum = 0;
        for (AccountAssessment account : screening.judged()) {
            AssessmentRecords.Line line = AssessmentRecords.of(account);
            sum += line.checksum();
            context.output(FINDINGS, new Finding(line, until));
        }
        context.output(REPORTS, new PartReport(until, part, screening.judged().size(), screening.exchanges(), sum));
    }

    private void passOn(Set<String> now, Set<String> changed, long until, int part, Collector<AccountSummary> out)
            throws Exception {
        KeptSummaries own = opened(accounts);
        MapState<String, Boolean> before = opened(passedOn);
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Boolean> each : before.entries()) {
            if (!now.contains(each.getKey())) {
                over.add(each.getKey());
            }
        }
        for (String account : over) {
            before.remove(account);
            out.collect(AccountSummary.gone(until, part, account));
        }
        for (String account : now) {
            if (changed.contains(account) || !before.contains(account)) {
                before.put(account, true);
                out.collect(new AccountSummary(until, part, account, own.kept().get(account)));
            }
        }
    }

    private static <T> T opened(@Nullable T state) {
        if (state == null) {
            throw new IllegalStateException("used before it was opened");
        }
        return state;
    }
}
