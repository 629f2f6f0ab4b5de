// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:port/db?password=hunter2",
                "postgresql://u:hunter2@h:port/db",
                "postgresql://u:hunter2/2@h/db",
                "jdbc:postgresql://h/db?password=%zzhunter2",
                "postgresql://u:%zzhunter2@h/db"
            })
    void open_malformed_saysWhatToWriteAndTellsNobodyThePassword(String address) {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage() + Arrays.toString(record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            assertThatThrownBy(() -> CaseStore.open(address, AuditSink.NONE))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageNotContaining("hunter2")
                    .hasMessageContaining("jdbc:postgresql://host/database");
        } finally {
            root.removeHandler(handler);
        }
        assertThat(logged).noneMatch(line -> line.contains("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ana:p%40ss%2Fword@db.internal:5433/cases,jdbc:postgresql://db.internal:5433/cases,ana,p@ss/word",
        "jdbc:postgresql://ana:a+b@h/cases?ssl=true,jdbc:postgresql://h/cases?ssl=true,ana,a+b",
        "'postgres://h1,[::1]:5432/cases','jdbc:postgresql://h1,[::1]:5432/cases',,",
        "jdbc:postgresql:cases,jdbc:postgresql:cases,,"
    })
    void parse_sound_givesUserAndPasswordApart(
            String address, String url, @Nullable String user, @Nullable String password) {
        PostgresUrl parsed = PostgresUrl.parse(address);

        assertThat(parsed.url()).isEqualTo(url);
        assertThat(parsed.user()).isEqualTo(Optional.ofNullable(user));
        assertThat(parsed.password()).isEqualTo(Optional.ofNullable(password));
        assertThat(parsed.toString()).doesNotContain("p@ss", "a+b", "?");
    }
}
