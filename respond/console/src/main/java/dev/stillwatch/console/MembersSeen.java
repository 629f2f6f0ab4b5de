// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Case;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a case was when a page about it was made, so that a form can tell whether it still is. */
final class MembersSeen {
    private static final int CHARACTERS = 32;

    private MembersSeen() {}

    /** Stands for the members, whatever their order. Takes time with their number. */
    static String members(Case one) {
        MessageDigest digest = sha256();
        one.accounts().stream().sorted().forEach(account -> {
            digest.update(account.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    }

    /** Stands for the members, and for what people found and made of the case. */
    static String findings(Case one) {
        return members(one) + "-" + one.feedback().size() + "-" + one.state().label();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
