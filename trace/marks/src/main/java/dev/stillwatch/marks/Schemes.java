// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import dev.stillwatch.exchange.StillwatchException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds schemes by the names and parameters that command lines, keystores and requests spell. */
public final class Schemes {

    private static final List<String> NAMES = List.of(
            "synthid-hf",
            "synthid-deepmind",
            "kgw",
            "kgw-selfhash",
            "unigram",
            "gumbel-vllm",
            "gumbel-vllm-early",
            "gumbel-vllm-hmac",
            "gumbel-vllm-dual",
            "gumbel-sglang",
            "gumbel-sglang-dual");

    private Schemes() {}

    /** Where the content of an export comes from that a parameter names. */
    @FunctionalInterface
    public interface Exports {

        /** Exports are refused. */
        Exports NONE = name -> {
            throw new StillwatchException("table-file is not possible here: leave it out");
        };

        /**
         * The content of an export.
         *
         * @throws StillwatchException if there is none of that name
         */
        byte[] read(String name);
    }

    /** All names, in a fixed order. */
    public static List<String> names() {
        return NAMES;
    }

    /** {@link #byName(String, Map, Exports)} without exports. */
    public static Scheme byName(String name, Map<String, String> parameters) {
        return byName(name, parameters, Exports.NONE);
    }

    /**
     * The scheme of a name; parameters that are not given have the defaults of the public software.
     *
     * @param parameters by name, as {@link Scheme#parameters} gives them back; {@code vocabulary} has no default; {@code
     *     table-file} with {@code table-sha256} names an exported table
     * @throws StillwatchException if the name or a parameter is unknown, missing or out of range; the message names it
     */
    public static Scheme byName(String name, Map<String, String> parameters, Exports exports) {
        Given given = new Given(name, new TreeMap<>(parameters));
        try {
            Scheme scheme = scheme(name, given, exports);
            given.refuseRest();
            return scheme;
        } catch (IllegalArgumentException fault) {
            throw new StillwatchException("scheme " + name + ": " + fault.getMessage(), fault);
        }
    }

    private static Scheme scheme(String name, Given given, Exports exports) {
        return switch (name) {
            case "synthid-hf" ->
                new SynthIdHf(
                        given.whole("layers", 30),
                        given.whole("context-width", 4),
                        table(given, exports),
                        given.whole("context-history", 1024));
            case "synthid-deepmind" ->
                new SynthIdDeepMind(
                        given.whole("layers", 30),
                        given.whole("context-width", 4),
                        given.whole("context-history", 1024),
                        given.whole("leaves", 2));
            case "kgw" -> new Kgw(given.whole("vocabulary"), given.real("share", 0.25), given.real("bias", 2));
            case "kgw-selfhash" ->
                new KgwSelfHash(
                        given.whole("vocabulary"),
                        given.whole("window", 4),
                        given.real("share", 0.25),
                        given.real("bias", 2));
            case "unigram" -> new Unigram(given.whole("vocabulary"), given.real("share", 0.5), given.real("bias", 2));
            case "gumbel-vllm", "gumbel-vllm-early" ->
                new GumbelVllm(
                        given.whole("context-width", 4),
                        given.whole("context-history", 8192),
                        name.equals("gumbel-vllm-early"));
            case "gumbel-vllm-hmac" ->
                new GumbelVllmHmac(given.whole("context-width", 4), given.whole("context-history", 8192));
            case "gumbel-vllm-dual" ->
                new GumbelVllmDual(
                        given.whole("context-width", 4),
                        given.whole("context-history", 8192),
                        given.real("alpha", 0.1));
            case "gumbel-sglang" -> new GumbelSglang(given.whole("context-width", 4));
            case "gumbel-sglang-dual" ->
                new GumbelSglangDual(given.whole("context-width", 4), given.real("mixing", 0.5));
            default -> throw new IllegalArgumentException("unknown; known are " + String.join(", ", NAMES));
        };
    }

    private static CoinTable table(Given given, Exports exports) {
        String file = given.text("table-file");
        if (file.isEmpty()) {
            return new CoinTable.Seeded(given.whole("table-size", 65_536), given.wide("table-seed", 0));
        }
        String sha256 = given.text("table-sha256");
        if (sha256.isEmpty()) {
            throw new IllegalArgumentException("table-file needs table-sha256, as it was noted at the export");
        }
        return new CoinTable.Exported(ExportedBits.parse(exports.read(file), sha256));
    }

    /** The parameters that were given, each taken out as it is read. */
    private record Given(String scheme, TreeMap<String, String> left) {

        String text(String name) {
            String value = left.remove(name);
            return value == null ? "" : value.strip();
        }

        int whole(String name) {
            String value = text(name);
            if (value.isEmpty()) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return narrow(name, number(name, value));
        }

        int whole(String name, int otherwise) {
            return narrow(name, wide(name, otherwise));
        }

        private static int narrow(String name, long value) {
            if (value != (int) value) {
                throw new IllegalArgumentException(name + " is too large");
            }
            return (int) value;
        }

        long wide(String name, long otherwise) {
            String value = text(name);
            return value.isEmpty() ? otherwise : number(name, value);
        }

        double real(String name, double otherwise) {
            String value = text(name);
            try {
                return value.isEmpty() ? otherwise : Double.parseDouble(value);
            } catch (NumberFormatException unreadable) {
                throw new IllegalArgumentException(name + " is not a number", unreadable);
            }
        }

        private static long number(String name, String value) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException unreadable) {
                throw new IllegalArgumentException(name + " is not a whole number", unreadable);
            }
        }

        void refuseRest() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("has no parameter " + left.firstKey());
            }
        }
    }
}
