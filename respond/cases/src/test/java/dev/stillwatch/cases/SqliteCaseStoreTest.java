// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCaseStoreTest extends CaseStoreCompatibilityKit {
    @TempDir
    private Path folder;

    @Override
    String url() {
        return "sqlite:" + folder.resolve("state/cases.db");
    }
}
