// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedTokensTest {
    private final KeyedTokens tokens = Samples.tokens();

    @Test
    void token_knownInput_isTheValueAnotherImplementationGives() {
        // Computed with Python's hmac module from the description in the class.
        assertThat(tokens.token(IdentifierKind.EMAIL, " Mallory@EXAMPLE.com ", Samples.LAST))
                .contains(new KeyedToken(
                        IdentifierKind.EMAIL, "forum-2026a", "2026-11", "xNKRfhVifLYykp9Qvlr-r4HcS4YjYy-R5I03S2-tsdI"));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL,  ﬁona@Example.com,        FIONA@example.COM",
        "PHONE,  +49 (170) 123-4567,      +49.170.1234567",
        "PAYMENT,4111 1111 1111 1111,     4111-1111-1111-1111",
        "ACCOUNT,' acct-1 ',              acct-1"
    })
    void token_otherSpelling_isTheSame(IdentifierKind kind, String one, String other) {
        assertThat(tokens.token(kind, one, Samples.NOW)).isPresent().isEqualTo(tokens.token(kind, other, Samples.NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL,no address",
        "EMAIL,a@b@c",
        "PHONE,0170 1234567",
        "PHONE,+49",
        "PAYMENT,4111 1111 1111 1112",
        "PAYMENT,411",
        "ACCOUNT,' '"
    })
    void token_notOfItsKind_isNone(IdentifierKind kind, String raw) {
        assertThat(tokens.token(kind, raw, Samples.NOW)).isEmpty();
    }

    @Test
    void token_sameTextOfTwoKinds_cannotBeLinked() {
        assertThat(tokens.token(IdentifierKind.EMAIL, "a@b.c", Samples.NOW)
                        .orElseThrow()
                        .value())
                .isNotEqualTo(tokens.token(IdentifierKind.ACCOUNT, "a@b.c", Samples.NOW)
                        .orElseThrow()
                        .value());
    }

    @Test
    void token_nextMonth_cannotBeLinked() {
        assertThat(tokens.token(IdentifierKind.ACCOUNT, "a", Instant.parse("2026-11-30T23:59:59Z"))
                        .orElseThrow()
                        .value())
                .isNotEqualTo(tokens.token(IdentifierKind.ACCOUNT, "a", Instant.parse("2026-12-01T00:00:00Z"))
                        .orElseThrow()
                        .value());
    }

    @Test
    void token_duringRotation_isMadeByTheNewKeyAndKnownByTheOld() {
        SharingKey fresh = new SharingKey("forum-2026b", Samples.filled(8));
        KeyedTokens rotating = new KeyedTokens(List.of(fresh, Samples.KEY));

        assertThat(rotating.token(IdentifierKind.ACCOUNT, "a", Samples.NOW)
                        .orElseThrow()
                        .keyId())
                .isEqualTo("forum-2026b");
        assertThat(rotating.token("forum-2026a", "2026-11", IdentifierKind.ACCOUNT, "a"))
                .isEqualTo(tokens.token(IdentifierKind.ACCOUNT, "a", Samples.NOW));
        assertThat(rotating.token("forum-2025", "2026-11", IdentifierKind.ACCOUNT, "a"))
                .isEmpty();
    }

    @Test
    void keys_twoOfOneId_areRefused() {
        assertThatThrownBy(() -> new KeyedTokens(List.of(Samples.KEY, Samples.KEY)))
                .hasMessageContaining("same id");
    }
}
