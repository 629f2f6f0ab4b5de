// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.List;

/** Reads keys from text, and asks for a key's kind, without ever repeating what it read. */
final class KeyText {

    private KeyText() {}

    /** A decimal number of 64 bits, signed or unsigned, or hexadecimal digits after {@code 0x}. */
    static MarkKey.Word word(String text) {
        return new MarkKey.Word(number(text, 10));
    }

    /** One to sixteen hexadecimal digits, {@code 0x} before them or not, as SGLang takes them. */
    static long hex(String text) {
        return number(text, 16);
    }

    static MarkKey.LayerKeys layers(String text) {
        List<Long> layers =
                Arrays.stream(text.split(",")).map(each -> number(each, 10)).toList();
        return new MarkKey.LayerKeys(layers);
    }

    private static long number(String text, int radix) {
        String digits = text.strip();
        boolean marked = digits.startsWith("0x") || digits.startsWith("0X");
        try {
            if (marked) {
                return Long.parseUnsignedLong(digits.substring(2), 16);
            }
            return digits.startsWith("-") ? Long.parseLong(digits, radix) : Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException unreadable) {
            // The cause repeats what was read, and with it the key.
            throw new IllegalArgumentException("the key is not a number of 64 bits, decimal or 0x and hexadecimal");
        }
    }

    static long word(Scheme scheme, MarkKey key) {
        if (key instanceof MarkKey.Word(long value)) {
            return value;
        }
        throw wrongKind(scheme, "one 64-bit number");
    }

    static long[] layers(Scheme scheme, MarkKey key, int count) {
        if (key instanceof MarkKey.LayerKeys(List<Long> layers) && layers.size() == count) {
            return layers.stream().mapToLong(Long::longValue).toArray();
        }
        throw wrongKind(scheme, count + " numbers, one for each layer");
    }

    static IllegalArgumentException wrongKind(Scheme scheme, String expected) {
        return new IllegalArgumentException("a key of " + scheme.name() + " is " + expected);
    }
}
