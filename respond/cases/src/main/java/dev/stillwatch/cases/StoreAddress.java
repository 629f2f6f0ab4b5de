// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.zaxxer.hikari.HikariConfig;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a store is, and how to reach it. */
sealed interface StoreAddress {
    /** How long to wait for another process that is writing. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The address without anything secret, for messages. */
    String shown();

    /** Settings for connections that write; one at a time is enough, since writers wait for each other anyway. */
    HikariConfig writing();

    /** What makes texts compare by code point, which is not what every database does by itself. */
    String byCodePoint();

    /** Settings for connections that only read. */
    HikariConfig reading();

    /** Reads an address as users write it. */
    static StoreAddress parse(String url) {
        if (PostgresUrl.isOne(url)) {
            return new PostgreSql(PostgresUrl.parse(url));
        }
        String path = url.startsWith("jdbc:sqlite:")
                ? url.substring("jdbc:sqlite:".length())
                : url.startsWith("sqlite:") ? url.substring("sqlite:".length()) : url;
        boolean otherScheme = !url.startsWith("sqlite:") && !url.startsWith("jdbc:sqlite:") && hasScheme(url);
        if (otherScheme || path.isBlank() || path.startsWith(":memory:") || path.contains("?")) {
            throw new StillwatchException("'" + withoutSecrets(url)
                    + "' is no case store: write sqlite:/path/cases.db or jdbc:postgresql://host/database");
        }
        try {
            return new Sqlite(Path.of(path), OptionalLong.empty());
        } catch (InvalidPathException e) {
            throw new StillwatchException("the case store's path cannot be a file's on this system", e);
        }
    }

    private static boolean hasScheme(String url) {
        return url.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    }

    private static String withoutSecrets(String url) {
        Matcher secret = Pattern.compile("//[^?]*@|\\?.*").matcher(url);
        return secret.replaceAll(found -> found.group().startsWith("?") ? "" : "//");
    }

    /**
     * A file on this machine.
     *
     * @param mostPages how far it may grow, in pages of 4 KiB; as far as the disk allows where empty
     */
    record Sqlite(Path file, OptionalLong mostPages) implements StoreAddress {
        @Override
        public String byCodePoint() {
            return "COLLATE BINARY";
        }

        @Override
        public String shown() {
            return file.toString();
        }

        @Override
        public HikariConfig writing() {
            HikariConfig config = config();
            config.setMaximumPoolSize(1);
            // A writer takes its turn when it begins: one that found out halfway would have to start again.
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
            return config;
        }

        @Override
        public HikariConfig reading() {
            HikariConfig config = config();
            config.setMaximumPoolSize(4);
            config.setMinimumIdle(1);
            return config;
        }

        private HikariConfig config() {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:sqlite:" + file);
            config.addDataSourceProperty("busy_timeout", Long.toString(PATIENCE.toMillis()));
            // Readers go on while one writes, and what is committed outlasts a power cut.
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("foreign_keys", "true");
            // What is deleted is overwritten: an erased key must not be found in free pages.
            config.addDataSourceProperty("secure_delete", "true");
            mostPages.ifPresent(most -> config.addDataSourceProperty("max_page_count", Long.toString(most)));
            config.setConnectionTimeout(PATIENCE.plusSeconds(10).toMillis());
            return config;
        }
    }

    /** A database of a server. */
    record PostgreSql(PostgresUrl url) implements StoreAddress {
        @Override
        public String byCodePoint() {
            return "COLLATE \"C\"";
        }

        @Override
        public String shown() {
            return url.shown();
        }

        @Override
        public HikariConfig writing() {
            HikariConfig config = config();
            config.setMaximumPoolSize(2);
            return config;
        }

        @Override
        public HikariConfig reading() {
            HikariConfig config = config();
            config.setMaximumPoolSize(4);
            config.setMinimumIdle(1);
            config.setReadOnly(true);
            return config;
        }

        private HikariConfig config() {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url.url());
            url.user().ifPresent(config::setUsername);
            url.password().ifPresent(config::setPassword);
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            config.addDataSourceProperty("ApplicationName", "stillwatch");
            // Details quote rows.
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.setConnectionTimeout(PATIENCE.toMillis());
            config.setConnectionInitSql("SET lock_timeout = " + PATIENCE.toMillis());
            return config;
        }
    }
}
