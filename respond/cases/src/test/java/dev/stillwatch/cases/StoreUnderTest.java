// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that is empty when a test begins, and what tests of every kind of store do with it. */
interface StoreUnderTest {
    Instant NOW = TestCampaign.DAY;
    Duration WEEK = Duration.ofDays(7);
    Duration DAY = Duration.ofDays(1);

    /** Address of the store, the same one for the whole of a test. */
    String url();

    CaseStore store();

    /** What the store hands its records to. */
    RecordingAudit audit();

    default Observed observe(List<String> accounts) {
        return store().observe(List.of(TestCampaign.of(accounts)), NOW).getFirst();
    }

    default String openCase() {
        return observe(TestCampaign.accounts(0, 10)).caseId();
    }

    /** A case that went on as another; the first is the one that carries on. */
    default List<String> mergedCases() {
        String older = observe(TestCampaign.accounts(0, 10)).caseId();
        String younger = observe(TestCampaign.accounts(20, 40)).caseId();
        observe(TestCampaign.accounts(0, 40));
        return List.of(older, younger);
    }

    default Action suspended(String caseId) {
        return onAll(caseId, false);
    }

    default Action proposed(String caseId) {
        return onAll(caseId, true);
    }

    private Action onAll(String caseId, boolean needsApproval) {
        return store().act(
                        Optional.of(caseId),
                        store().find(caseId).accounts(),
                        TestCampaign.suspend(WEEK, needsApproval),
                        "policy",
                        NOW)
                .orElseThrow();
    }
}
