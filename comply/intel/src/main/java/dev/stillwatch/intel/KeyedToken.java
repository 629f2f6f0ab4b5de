// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.regex.Pattern;

/**
 * An identifier as only holders of a consortium's key can recognise it.
 *
 * @param keyId which key; 1 to 32 lower-case letters, digits and hyphens
 * @param period the month it was made for, such as 2026-11; tokens of two months cannot be linked without the key
 * @param value 43 characters of base64url
 */
public record KeyedToken(IdentifierKind kind, String keyId, String period, String value) {
    static final Pattern KEY_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    static final Pattern PERIOD = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    public KeyedToken {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 32 lower-case letters, digits and hyphens");
        }
        if (!PERIOD.matcher(period).matches()) {
            throw new IllegalArgumentException("a token's period is a month, such as 2026-11");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a token has 43 characters of base64url");
        }
    }
}
