// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whose signals they are. */
final class IntelPeerOption {
    @Option(
            names = "--peer",
            paramLabel = "NAME",
            required = true,
            converter = Name.class,
            description = "Your own name for who sends: signals are kept by it, and none replaces another's.")
    private String name = "";

    String name() {
        return name;
    }

    /** Reads a name. */
    static final class Name implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

        static boolean fits(String text) {
            return FORM.matcher(text).matches();
        }

        @Override
        public String convert(String text) {
            if (!fits(text)) {
                throw new TypeConversionException("a peer's name has 1 to 64 letters, digits, dots, underscores and"
                        + " hyphens, and begins with a letter or digit");
            }
            return text;
        }
    }
}
