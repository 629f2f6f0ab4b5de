// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every kind of store must do. */
abstract class CaseStoreCompatibilityKit
        implements ObservingKit,
                ActingKit,
                FindingsOfPeopleKit,
                CaseWorkKit,
                KeepingEvidenceKit,
                QueueKit,
                AccountsKit {
    final RecordingAudit audit = new RecordingAudit();
    CaseStore store;

    @BeforeEach
    void openStore() {
        store = CaseStore.open(url(), audit);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Override
    public CaseStore store() {
        return store;
    }

    @Override
    public RecordingAudit audit() {
        return audit;
    }
}
