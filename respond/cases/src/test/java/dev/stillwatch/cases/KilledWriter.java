// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A process that writes to a store until it is killed; says the id of each action once it is stored. */
final class KilledWriter {
    static final int ACCOUNTS = 3_000;

    private KilledWriter() {}

    /** Takes the address of the store and a number that makes this run's accounts its own. */
    public static void main(String[] arguments) {
        try (CaseStore store = CaseStore.open(arguments[0], AuditSink.NONE)) {
            int from = Integer.parseInt(arguments[1]) * 10_000_000;
            for (int i = 0; i < 1_000; i++, from += ACCOUNTS) {
                List<String> accounts = TestCampaign.accounts(from, from + ACCOUNTS);
                String id = store.observe(List.of(TestCampaign.of(accounts)), TestCampaign.DAY)
                        .getFirst()
                        .caseId();
                Action action = store.act(
                                Optional.of(id),
                                Set.copyOf(accounts),
                                TestCampaign.suspend(Duration.ofDays(7), false),
                                "policy",
                                TestCampaign.DAY)
                        .orElseThrow();
                System.out.println(action.id());
            }
        }
    }
}
