// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;

/** What a database's failure means to users. Its own messages may quote rows, so none of them is passed on. */
final class StoreFailure {
    private StoreFailure() {}

    static StillwatchException translated(Throwable failure, String store) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StillwatchException known) {
                return known;
            }
            if (cause instanceof SQLTransientConnectionException waited && waited.getSQLState() == null) {
                return new StillwatchException("case store " + store
                        + ": no connection to it came free in time; nothing was changed. Try again");
            }
            if (cause instanceof SQLException sql) {
                String state = Objects.requireNonNullElse(sql.getSQLState(), "");
                String words = state.isEmpty() ? sqlite(sql.getErrorCode()) : postgres(state);
                return new StillwatchException(
                        "case store " + store + ": " + words,
                        new SQLException("state '" + state + "', code " + sql.getErrorCode()));
            }
        }
        return new StillwatchException("case store " + store + ": cannot be used ("
                + failure.getClass().getSimpleName() + ")");
    }

    /** By primary result code. */
    private static String sqlite(int code) {
        return switch (code & 0xff) {
            case 5, 6 ->
                "another process has been writing to it for " + StoreAddress.PATIENCE.toSeconds()
                        + " seconds; nothing was changed. Try again, and look for a process that hangs";
            case 8 -> "it cannot be written: check the permissions of the file and its folder";
            case 10 -> "the disk failed; nothing was changed";
            case 11, 26 -> "the file is damaged or no case store; restore it from a copy, or name another with --store";
            case 13 -> "the disk is full; nothing was changed. Free space and try again";
            case 14 -> "it cannot be opened: check the path and its permissions";
            default -> "the database refused (SQLite code " + code + "); nothing was changed";
        };
    }

    private static String postgres(String state) {
        return switch (state) {
            case "53100" -> "the server's disk is full; nothing was changed. Free space and try again";
            case "53300" -> "the server has no connection to spare; raise its max_connections";
            case "55P03", "40P01", "57014" ->
                "another process has been writing for too long; nothing was changed. Try again";
            case "3D000" -> "the server has no such database; create it, or correct --store";
            case "42501" -> "the user may not do this; grant it the right to create tables and write";
            case "25006" -> "the server takes no changes; name its primary with --store";
            default ->
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "08" -> "the server cannot be reached; check host, port, and that it runs";
                    case "28" -> "the server refused user or password";
                    case "57" -> "the server is stopping or starting; nothing was changed. Try again";
                    default -> "the database refused (state " + state + "); nothing was changed";
                };
        };
    }
}
