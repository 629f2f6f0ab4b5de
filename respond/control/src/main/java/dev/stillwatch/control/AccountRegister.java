// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Principal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private volatile Optional<FileTime> read = Optional.empty();

    /** A register that knows nobody. */
    public AccountRegister() {}

    /**
     * Reads a file, and takes it in place of what was known; what was known stays where it cannot be read.
     *
     * @throws StillwatchException naming file, line and remedy
     */
    public void read(Path file) {
        List<String> lines;
        FileTime modified;
        try {
            modified = Files.getLastModifiedTime(file);
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
        List<String> header = cells(lines.getFirst().replaceFirst("^\uFEFF", ""));
        int account = header.indexOf("account");
        if (account < 0) {
            throw new StillwatchException(file + ":1: the header has no column `account`.");
        }
        if (Set.copyOf(header).size() < header.size()) {
            throw new StillwatchException(file + ":1: the header names a column twice.");
        }
        Map<String, Principal> found = new HashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                Principal principal = principal(file, line + 1, header, account, lines.get(line));
                if (found.put(principal.account(), principal) != null) {
                    throw new StillwatchException(file + ":" + (line + 1) + ": this account stands above already.");
                }
            }
        }
        accounts = Map.copyOf(found);
        read = Optional.of(modified);
    }

    /**
     * Reads a file again if it is not as it was when it was last read; returns whether it did.
     *
     * @throws StillwatchException as {@link #read}; what was known stays
     */
    public boolean refresh(Path file) {
        try {
            if (read.equals(Optional.of(Files.getLastModifiedTime(file)))) {
                return false;
            }
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read; check that it exists and is readable.", e);
        }
        read(file);
        return true;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.strip().split(",", -1)).map(String::strip).toList();
    }

    private static Principal principal(Path file, int line, List<String> header, int account, String text) {
        List<String> cells = cells(text);
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
            Optional<String> cell = Optional.of(cells.get(i)).filter(c -> !c.isEmpty());
            switch (header.get(i)) {
                case "account" -> {}
                case "organisation" -> organisation = cell;
                case "payment" -> payment = cell;
                case "plan" -> plan = cell;
                case "created" -> created = cell.map(c -> instant(file, line, c));
                default -> {
                    String name = header.get(i);
                    cell.ifPresent(value -> attributes.put(name, value));
                }
            }
        }
        return new Principal(cells.get(account), organisation, new Billing(payment, plan, created), attributes);
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
