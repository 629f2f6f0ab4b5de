// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes accounts.csv: one row for every account seen.
 *
 * <p>Fields are quoted as RFC 4180 says; lines end in a line feed. A field that starts with {@code =}, {@code +},
 * {@code -} or {@code @} is left as it is: the file is data, read back by programs that must find the very account id,
 * so open it in a spreadsheet as text.
 */
final class AccountsCsv {
    static final String HEADER = "account,org,exchanges,score,p_value,verdict,campaign";

    private AccountsCsv() {}

    static void write(List<AccountAssessment> accounts, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(HEADER);
        writer.write('\n');
        for (AccountAssessment account : accounts) {
            writer.write(row(account));
            writer.write('\n');
        }
        writer.flush();
    }

    private static String row(AccountAssessment account) {
        return String.join(
                ",",
                quoted(account.account()),
                quoted(account.organisation().orElse("")),
                Long.toString(account.exchanges()),
                Figures.score(account.score().nats()),
                Figures.probability(account.pValue().value()),
                account.verdict().label(),
                quoted(account.campaign().orElse("")));
    }

    private static String quoted(String field) {
        String text = VisibleText.wellFormed(field);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return '"' + text.replace("\"", "\"\"") + '"';
            }
        }
        boolean padded = !text.isEmpty() && !text.equals(text.strip());
        return padded ? '"' + text + '"' : text;
    }
}
