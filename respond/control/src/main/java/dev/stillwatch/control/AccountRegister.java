// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Principal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of accounts beside their traffic: a CSV file with a header.
 *
 * <p>Columns {@code account} (as reports name it, such as {@code key-…}), and any of {@code organisation}, {@code
 * payment} (a keyed hash), {@code plan}, {@code created}; every other column is an attribute that policy may ask for,
 * such as {@code jurisdiction}. Values hold no commas or quotation marks. Looked up without a lock; replaced as a whole.
 */
public final class AccountRegister {
    private static final long MOST_BYTES = 1L << 30;

    private volatile Map<String, Principal> accounts = Map.of();

    /** A register that knows nobody. */
    public AccountRegister() {}

    /**
     * Reads a file, and takes it in place of what was known; what was known stays where it cannot be read.
     *
     * @throws StillwatchException naming file, line and remedy
     */
    public void read(Path file) {
        List<String> lines;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + ": is larger than 1 GiB; split the service or drop columns.");
            }
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new StillwatchException(file + ": is not UTF-8 text.", e);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read; check that it exists and is readable.", e);
        }
        if (lines.isEmpty()) {
            throw new StillwatchException(file + ": is empty; write a header such as `account,organisation`.");
        }
        List<String> header = List.of(lines.getFirst().strip().split(",", -1));
        int account = header.indexOf("account");
        if (account < 0) {
            throw new StillwatchException(file + ":1: the header has no column `account`.");
        }
        Map<String, Principal> read = new HashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                Principal principal = principal(file, line + 1, header, account, lines.get(line));
                if (read.put(principal.account(), principal) != null) {
                    throw new StillwatchException(file + ":" + (line + 1) + ": this account stands above already.");
                }
            }
        }
        accounts = Map.copyOf(read);
    }

    private static Principal principal(Path file, int line, List<String> header, int account, String text) {
        List<String> cells = List.of(text.strip().split(",", -1));
        if (cells.size() != header.size() || text.indexOf('"') >= 0) {
            throw new StillwatchException(
                    file + ":" + line + ": has " + cells.size() + " values where the header names " + header.size()
                            + "; values hold no commas or quotation marks.");
        }
        if (cells.get(account).isBlank()) {
            throw new StillwatchException(file + ":" + line + ": names no account.");
        }
        Map<String, String> attributes = new HashMap<>();
        Optional<String> organisation = Optional.empty();
        Optional<String> payment = Optional.empty();
        Optional<String> plan = Optional.empty();
        Optional<Instant> created = Optional.empty();
        for (int i = 0; i < cells.size(); i++) {
            Optional<String> cell = Optional.of(cells.get(i).strip()).filter(c -> !c.isEmpty());
            switch (header.get(i).strip()) {
                case "account" -> {}
                case "organisation" -> organisation = cell;
                case "payment" -> payment = cell;
                case "plan" -> plan = cell;
                case "created" -> created = cell.map(c -> instant(file, line, c));
                default -> {
                    String name = header.get(i).strip();
                    cell.ifPresent(value -> attributes.put(name, value));
                }
            }
        }
        return new Principal(cells.get(account).strip(), organisation, new Billing(payment, plan, created), attributes);
    }

    private static Instant instant(Path file, int line, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new StillwatchException(
                    file + ":" + line + ": `created` is not a time such as 2026-11-01T00:00:00Z.", e);
        }
    }

    /** What is known of an account; only its name where nothing is. */
    public Principal of(String account) {
        Principal known = accounts.get(account);
        return known == null ? Principal.of(account) : known;
    }

    /** Everybody known. */
    public Collection<Principal> all() {
        return new ArrayList<>(accounts.values());
    }
}
