// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * A command that has run in this process.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it said on standard error
 */
record Command(int status, String out, String err) {
    private static final String PROGRESS = ".*, \\d+ s( in all)?|.*records/s";

    static Command run(Object... arguments) {
        return runWith(new byte[0], arguments);
    }

    static Command runWith(String standardInput, Object... arguments) {
        return runWith(standardInput.getBytes(StandardCharsets.UTF_8), arguments);
    }

    static Command runWith(byte[] standardInput, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(standardInput), new PrintWriter(out), new PrintWriter(err), 120, false);
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int status = Stillwatch.run(terminal, words);
        terminal.out().flush();
        terminal.err().flush();
        return new Command(status, out.toString(), err.toString());
    }

    /** What it said on standard error but how far it had come, which it says where it takes two seconds or more. */
    String complaints() {
        return err.lines().filter(line -> !line.matches(PROGRESS)).collect(Collectors.joining("\n"));
    }
}
