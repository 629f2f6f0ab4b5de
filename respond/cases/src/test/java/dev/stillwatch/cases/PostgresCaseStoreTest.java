// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresCaseStoreTest extends CaseStoreCompatibilityKit {
    private String url = "";

    @Override
    @BeforeEach
    void openStore() {
        try {
            url = LocalPostgres.newDatabase();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        super.openStore();
    }

    @Override
    public String url() {
        return url;
    }

    @Test
    void open_noSuchDatabase_saysSo() {
        String elsewhere = url.replaceFirst("cases_\\d+", "nowhere") + "&password=hunter2";

        assertThatThrownBy(() -> CaseStore.open(elsewhere, AuditSink.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no such database")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://127.0.0.1:1/cases?password=hunter2", "postgres://u:hunter2@127.0.0.1:1/c"})
    void open_noServer_saysSoWithoutThePassword(String elsewhere) {
        assertThatThrownBy(() -> CaseStore.open(elsewhere, AuditSink.NONE))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("hunter2");
    }
}
