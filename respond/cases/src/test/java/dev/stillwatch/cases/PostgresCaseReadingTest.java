// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresCaseReadingTest extends CaseReadingKit {
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
    String url() {
        return url;
    }

    @Override
    String jdbcUrl() {
        return url;
    }
}
