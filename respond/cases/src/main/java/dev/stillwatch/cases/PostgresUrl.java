// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL database, taken apart before its driver sees it: the driver prints addresses that it cannot
 * read, and takes user and password in front of the host for part of the host.
 *
 * @param url for the driver, without user and password in front of the host
 * @param user where it stands in front of the host
 * @param password the same
 * @param shown the address without anything secret
 */
record PostgresUrl(String url, Optional<String> user, Optional<String> password, String shown) {
    private static final Pattern FORM = Pattern.compile("(?:jdbc:)?(?:postgresql|postgres):"
            + "(?://(?:(?<user>[^:/@?]*)(?::(?<password>[^:/@?]*))?@)?(?<hosts>[^/@?]*)/)?(?<database>[^/@?]*)"
            + "(?:\\?(?<parameters>.*))?");
    private static final Pattern HOSTS;

    static {
        String host =
                "(?:\\[[0-9a-fA-F:.]+\\]|[^:\\[\\],\\s]+)(?::(?:6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]|[1-5][0-9]{4}|[1-9][0-9]{0,3}))?";
        HOSTS = Pattern.compile("(?:" + host + "(?:," + host + ")*)?");
    }

    /** Whether an address names PostgreSQL. */
    static boolean isOne(String address) {
        return address.startsWith("jdbc:postgresql:")
                || address.startsWith("postgresql://")
                || address.startsWith("postgres://");
    }

    /** @throws StillwatchException if it is malformed; nothing of the address is quoted */
    static PostgresUrl parse(String address) {
        Matcher parts = FORM.matcher(address);
        if (parts.matches()) {
            Optional<String> hosts = Optional.ofNullable(parts.group("hosts"));
            Optional<String> parameters = Optional.ofNullable(parts.group("parameters"));
            try {
                decoded(parameters.orElse(""));
                decoded(parts.group("database"));
                if (HOSTS.matcher(hosts.orElse("")).matches()) {
                    String shown = "jdbc:postgresql:"
                            + hosts.map(names -> "//" + names + "/").orElse("") + parts.group("database");
                    return new PostgresUrl(
                            shown + parameters.map(some -> "?" + some).orElse(""),
                            Optional.ofNullable(parts.group("user"))
                                    .filter(user -> !user.isEmpty())
                                    .map(PostgresUrl::decoded),
                            Optional.ofNullable(parts.group("password")).map(PostgresUrl::decoded),
                            shown);
                }
            } catch (IllegalArgumentException _) {
                // Said below; its message may quote the password.
            }
        }
        throw new StillwatchException("the address of the PostgreSQL case store is malformed: write"
                + " jdbc:postgresql://host/database or postgresql://user@host:port/database, with special characters"
                + " of names and passwords encoded as in any URL");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Does not tell the password. */
    @Override
    public String toString() {
        return shown;
    }
}
