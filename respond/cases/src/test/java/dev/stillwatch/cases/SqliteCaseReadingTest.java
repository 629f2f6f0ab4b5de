// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCaseReadingTest extends CaseReadingKit {
    @TempDir
    private Path folder;

    @Override
    String url() {
        return "sqlite:" + folder.resolve("cases.db");
    }

    @Override
    String jdbcUrl() {
        return "jdbc:" + url();
    }
}
