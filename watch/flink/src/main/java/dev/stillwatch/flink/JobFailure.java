// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.exchange.StillwatchException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.SerializedThrowable;

/**
 * What became of a job, in words for whoever started it.
 *
 * <p>Of exceptions whose messages could quote traffic only the kind is told.
 *
 * @param kind the full name of the exception's class
 * @param message what it says, one line, possibly empty
 */
record JobFailure(String kind, String message) {
    private static final Pattern CAUSE = Pattern.compile(
            "(?m)^(?:Caused by: )?(?:\\S*SerializedThrowable: )?([\\w.$]+(?:Exception|Error))(?:: (.*))?$");
    private static final String OLD_JAVA =
            "%s; the job needs Java 25 or newer on the JobManager and on every TaskManager";
    /** Whose messages name settings, files and classes, and never what somebody sent. */
    private static final Pattern SAFE = Pattern.compile("org\\.apache\\.(?:kafka|flink)\\..*|java\\.(?:io|net|nio)\\..*"
            + "|java\\.lang\\.(?:ClassNotFoundException|\\w*(?:Class|Linkage|Method|Field)\\w*Error)"
            + "|java\\.util\\.concurrent\\.TimeoutException|dev\\.stillwatch\\.exchange\\.StillwatchException");

    private static final Pattern LASTING = Pattern.compile("java\\.lang\\.(?:ClassNotFoundException|ClassCastException"
            + "|\\w*(?:Class|Linkage|Method|Field)\\w*Error)|java\\.io\\.InvalidClassException"
            + "|org\\.apache\\.kafka\\.common\\.errors\\.\\w*(?:Authorization|Authentication|InvalidTopic|InvalidTransactionTimeout)\\w*"
            + "|org\\.apache\\.flink\\.util\\.StateMigrationException"
            + "|dev\\.stillwatch\\.exchange\\.StillwatchException");

    /** The innermost cause of an exception. */
    static JobFailure of(Throwable thrown) {
        Throwable root = root(thrown);
        if (root instanceof SerializedThrowable serialized) {
            return ofStackTrace(serialized.getFullStringifiedStackTrace());
        }
        if (root.getMessage() != null && root.getMessage().contains("\n")) {
            // What a cluster answers holds its stack trace as text.
            return ofStackTrace(root.getMessage());
        }
        return new JobFailure(root.getClass().getName(), root.getMessage() == null ? "" : root.getMessage());
    }

    /** The innermost cause in a printed stack trace. */
    static JobFailure ofStackTrace(String text) {
        JobFailure last = new JobFailure("unknown", "");
        Matcher cause = CAUSE.matcher(text);
        while (cause.find()) {
            last = new JobFailure(
                    cause.group(1), cause.group(2) == null ? "" : cause.group(2).strip());
        }
        return last;
    }

    static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Whether trying again cannot help. */
    boolean lasting() {
        return LASTING.matcher(kind).matches();
    }

    /** One or two sentences without a full stop at the end. */
    String text() {
        if (kind.equals("java.lang.UnsupportedClassVersionError")) {
            return OLD_JAVA.formatted("the cluster runs on an older Java");
        }
        if (SAFE.matcher(kind).matches() && !message.isEmpty()) {
            return simple() + ": " + message;
        }
        return simple() + " (the logs of the JobManager and the TaskManagers say more)";
    }

    private String simple() {
        return kind.substring(kind.lastIndexOf('.') + 1);
    }

    static StillwatchException oldJava(String where) {
        return new StillwatchException(OLD_JAVA.formatted(where));
    }
}
