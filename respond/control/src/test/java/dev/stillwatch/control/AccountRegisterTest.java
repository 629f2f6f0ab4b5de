// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRegisterTest {
    private static final String CANARY = "zqcanary7731";

    @TempDir
    private Path folder;

    private final AccountRegister register = new AccountRegister();

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("accounts.csv"), text);
    }

    @Test
    void read_everyColumn_isKnownOfTheAccount() throws IOException {
        register.read(file(String.join(
                "\r\n",
                "\uFEFFaccount, organisation,payment,plan,created,jurisdiction",
                "key-1,acme,ph-1,pro,2026-11-01T00:00:00Z,DE",
                "",
                "key-2,,,,,",
                "")));
        Principal one = register.of("key-1");
        assertThat(one.organisation()).contains("acme");
        assertThat(one.billing().payment()).contains("ph-1");
        assertThat(one.billing().plan()).contains("pro");
        assertThat(one.billing().created()).contains(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(one.attributes()).isEqualTo(Map.of("jurisdiction", "DE"));
        assertThat(register.of("key-2")).isEqualTo(Principal.of("key-2"));
        assertThat(register.of("key-3")).isEqualTo(Principal.of("key-3"));
        assertThat(register.all()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | is empty
            organisation\\na                 | :1: the header has no column
            account,plan,plan\\na,b,c        | :1: the header names a column twice
            account,plan\\na                 | :2: has 1 values where the header names 2
            account,plan\\na,b,c             | :2: has 3 values
            account,plan\\na,"zqcanary7731"  | :2: has
            account,plan\\n ,b               | :2: names no account
            account\\na\\na                   | :3: this account stands above
            account,created\\na,zqcanary7731 | :2: `created` is not a time
            """)
    void read_malformed_namesLineAndKeepsWhatWasKnown(String text, String what) throws IOException {
        register.read(file("account,plan\nkey-1,pro\n"));
        Path bad = file(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> register.read(bad))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("accounts.csv")
                .hasMessageContaining(what.strip())
                .hasMessageNotContaining(CANARY);
        assertThat(register.of("key-1").billing().plan()).contains("pro");
    }

    @Test
    void read_notText_isRefused() throws IOException {
        Path bad = Files.write(folder.resolve("accounts.csv"), new byte[] {'a', (byte) 0xff, (byte) 0xfe, '\n'});
        assertThatThrownBy(() -> register.read(bad)).hasMessageContaining("is not UTF-8 text");
        assertThatThrownBy(() -> register.read(folder.resolve("none.csv"))).hasMessageContaining("cannot be read");
    }

    @Test
    void refresh_readsAgainOnlyWhatHasChanged() throws IOException {
        Path file = file("account,plan\nkey-1,pro\n");
        register.read(file);
        assertThat(register.refresh(file)).isFalse();
        Files.writeString(file, "account,plan\nkey-1,free\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(register.refresh(file)).isTrue();
        assertThat(register.of("key-1").billing().plan()).contains("free");
        Files.delete(file);
        assertThatThrownBy(() -> register.refresh(file)).isInstanceOf(StillwatchException.class);
        assertThat(register.of("key-1").billing().plan()).contains("free");
    }
}
