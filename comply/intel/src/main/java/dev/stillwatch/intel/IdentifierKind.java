// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names a person or a customer, and how it is written before it becomes a token. */
public enum IdentifierKind {
    /** As the provider has it, in Unicode's NFC, without white space around it. */
    ACCOUNT,
    /** NFKC, lower case, without white space around it. Dots and plus signs stay: what they mean is up to each host. */
    EMAIL,
    /** E.164: a plus sign and 8 to 15 digits; spaces, dots, hyphens and brackets are dropped. */
    PHONE,
    /** A card number of 12 to 19 digits that passes the Luhn check; spaces and hyphens are dropped. */
    PAYMENT;

    private static final int LONGEST = 320;
    private static final Pattern MAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
    private static final Pattern CARD = Pattern.compile("[0-9]{12,19}");

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<IdentifierKind> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** How the identifier is written in a token's input; empty if it cannot be one of this kind. */
    public Optional<String> normalised(String raw) {
        if (raw.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (this) {
            case ACCOUNT ->
                Optional.of(Normalizer.normalize(raw, Normalizer.Form.NFC).strip())
                        .filter(name -> !name.isEmpty());
            case EMAIL ->
                Optional.of(Normalizer.normalize(raw, Normalizer.Form.NFKC)
                                .strip()
                                .toLowerCase(Locale.ROOT))
                        .filter(mail -> MAIL.matcher(mail).matches());
            case PHONE ->
                Optional.of(raw.replaceAll("[\\s().-]", ""))
                        .filter(phone -> E164.matcher(phone).matches());
            case PAYMENT ->
                Optional.of(raw.replaceAll("[\\s-]", ""))
                        .filter(card -> CARD.matcher(card).matches() && passesLuhn(card));
        };
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
