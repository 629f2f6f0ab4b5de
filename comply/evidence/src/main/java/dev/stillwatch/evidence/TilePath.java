// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile lies within a log (C2SP tlog-tiles).
 *
 * @param level 0 for hashes of entries, one more for each 256-fold; {@link #ENTRIES} for a bundle of entries
 * @param index counts tiles of a level from 0
 * @param width 1 to 256 hashes or entries
 */
record TilePath(int level, long index, int width) {
    static final int ENTRIES = -1;
    static final int FULL = 256;
    static final String FOLDER = "tile/";

    private static final Pattern FORM =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    TilePath {
        if (level < ENTRIES || level > 63 || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile has level " + level + ", index " + index + ", width " + width);
        }
    }

    /** The tile of that place once it is full. */
    TilePath full() {
        return new TilePath(level, index, FULL);
    }

    /** The folder of the tile's partial forms. */
    String partials() {
        return full() + ".p";
    }

    /** How many entries a hash of this level spans; 1 for a bundle. */
    long span() {
        return level <= 0 ? 1 : 1L << (8 * level);
    }

    /** Index of the first entry under this tile. */
    long firstEntry() {
        return index * FULL * span();
    }

    /** Reads a path; empty if it is none in its only spelling. */
    static Optional<TilePath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
        int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
        if (level > 63 || width > FULL) {
            return Optional.empty();
        }
        TilePath parsed = new TilePath(level, index, width);
        return parsed.toString().equals(path) ? Optional.of(parsed) : Optional.empty();
    }

    @Override
    public String toString() {
        StringBuilder digits = new StringBuilder(Long.toString(index));
        digits.insert(0, "0".repeat((3 - digits.length() % 3) % 3));
        StringBuilder path = new StringBuilder(FOLDER).append(level == ENTRIES ? "entries" : Integer.toString(level));
        for (int at = 0; at < digits.length(); at += 3) {
            path.append(at + 3 < digits.length() ? "/x" : "/").append(digits, at, at + 3);
        }
        return width == FULL
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }
}
