// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with signatures below it (C2SP signed-note). Nothing in it is to be believed before a signature was checked.
 *
 * @param text ends with a line break
 * @param signatures at least one
 */
record SignedNote(String text, List<NoteSignature> signatures) {
    private static final int MOST_SIGNATURES = 64;
    private static final int MOST_BYTES = 1 << 20;

    SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a note's text ends with a line break");
        }
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("a note has a signature");
        }
    }

    static SignedNote sign(String text, SigningKey key) {
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(NoteSignature.of(key.verifier(), signature)));
    }

    static SignedNote parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new StillwatchException("the note is longer than " + MOST_BYTES + " bytes");
        }
        String note = StrictText.utf8(bytes);
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new StillwatchException("the note holds control characters");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || blank + 2 >= note.length()) {
            throw new StillwatchException("the note lacks a blank line with signatures below it");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(NoteSignature.parse(line));
        }
        if (signatures.size() > MOST_SIGNATURES) {
            throw new StillwatchException("the note has more than " + MOST_SIGNATURES + " signatures");
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    SignedNote with(NoteSignature added) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.removeIf(old -> old.toString().equals(added.toString()));
        all.add(added);
        if (all.size() > MOST_SIGNATURES) {
            // Nobody could read it: whoever keeps it would be shut out of its own memory.
            throw new StillwatchException("the note has " + MOST_SIGNATURES
                    + " signatures already; take out those that nobody needs, and have it signed then");
        }
        return new SignedNote(text, all);
    }

    /** The signatures that claim to be by a key; not checked. */
    List<NoteSignature> by(VerifierKey key) {
        return signatures.stream().filter(signature -> signature.isBy(key)).toList();
    }

    byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The note as it stands in a file. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
