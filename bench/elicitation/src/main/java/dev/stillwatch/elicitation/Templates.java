// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The training text the project wrote itself: one template a line, in one file per class and one of ordinary prompts.
 *
 * <p>{@code # name} opens a family; {@code {slot}} is filled from {@link Slots}; {@code [one|other]} is a choice;
 * {@code ||} separates a system text from the user's.
 */
final class Templates {
    /** One line. */
    record Template(String source, String family, Optional<Elicitation> kind, String text) {}

    private static final String BENIGN = "benign";
    private static final String SLOTS = "slots";
    /** Marks families of templates that are not in English. */
    static final String LANGUAGES = "other-languages";

    private Templates() {}

    /** All templates, classes in declaration order and ordinary ones last. */
    static List<Template> all() {
        List<Template> templates = new ArrayList<>();
        for (Elicitation kind : Elicitation.values()) {
            read(kind.label(), Optional.of(kind), templates);
        }
        read(BENIGN, Optional.empty(), templates);
        return List.copyOf(templates);
    }

    /** The slot file's lines. */
    static List<String> slotLines() {
        return text(SLOTS).lines().toList();
    }

    /** SHA-256 over all files of training text, in hexadecimal. */
    static String sha256() {
        MessageDigest digest = newDigest();
        for (Elicitation kind : Elicitation.values()) {
            digest.update(text(kind.label()).getBytes(StandardCharsets.UTF_8));
        }
        digest.update(text(BENIGN).getBytes(StandardCharsets.UTF_8));
        digest.update(text(SLOTS).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static void read(String name, Optional<Elicitation> kind, List<Template> templates) {
        String family = name;
        for (String line : text(name).lines().toList()) {
            if (line.startsWith("# ")) {
                family = name + "/" + line.substring(2).strip();
            } else if (!line.isBlank()) {
                // A section of other languages holds ideas seen elsewhere; only its wordings can be held out.
                boolean language = family.contains(LANGUAGES);
                templates.add(new Template(name, language ? family + "/" + line : family, kind, line.strip()));
            }
        }
    }

    private static String text(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("training text " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
