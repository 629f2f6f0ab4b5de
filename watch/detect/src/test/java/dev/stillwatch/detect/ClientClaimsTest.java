// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientClaimsTest {
    private static final int BROWSERS = 150;

    @Test
    void contradiction_handshakeHardlyAnyoneShowsWithThatSoftware_isSeen() {
        List<TestExchange> exchanges = browsers();
        exchanges.add(TestExchange.of("zz").second(1).client("192.0.2.9", 2, "browser", "script"));
        exchanges.add(TestExchange.of("zz").second(2).client("192.0.2.9", 2, "browser", "browser hello"));
        List<AccountView> accounts = TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
        ClientClaims claims = ClientClaims.of(accounts);
        assertThat(claims.contradiction(accounts.getLast())).isEqualTo(0.5);
        assertThat(claims.contradiction(accounts.getFirst())).isZero();
    }

    @Test
    void contradiction_softwareOfFewUsers_isNotJudged() {
        List<TestExchange> exchanges = browsers();
        exchanges.add(TestExchange.of("zz").client("192.0.2.9", 2, "home-made", "script"));
        List<AccountView> accounts = TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
        assertThat(ClientClaims.of(accounts).contradiction(accounts.getLast())).isZero();
    }

    @Test
    void contradiction_clientNotLogged_isUnknown() {
        List<AccountView> accounts = TestExchange.accounts(TestExchange.of("a"));
        assertThat(ClientClaims.of(accounts).contradiction(accounts.getFirst())).isNaN();
    }

    @Test
    void contradiction_busyAccountWithOddPair_doesNotMakeItCommon() {
        List<TestExchange> exchanges = browsers();
        for (int i = 0; i < 100; i++) {
            exchanges.add(TestExchange.of("zz").second(i).client("192.0.2.9", 2, "browser", "script"));
        }
        List<AccountView> accounts = TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
        assertThat(ClientClaims.of(accounts).contradiction(accounts.getLast())).isEqualTo(1);
    }

    private static List<TestExchange> browsers() {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < BROWSERS; i++) {
            exchanges.add(TestExchange.of("a" + i).client("192.0.2.1", 1, "browser", "browser hello"));
        }
        return exchanges;
    }
}
