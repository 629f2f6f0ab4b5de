// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import dev.stillwatch.parties.EntryKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What happens to a name on its way into a form. */
enum Treatment {
    AS_LISTED,
    TYPO,
    OTHER_ORDER,
    WITHOUT_MIDDLE_NAME,
    WITHOUT_MARKS_AND_SPACES,
    OTHER_ROMANISATION;

    private static final int SHORTEST_MISTYPED = 4;

    /** Empty if the name has nothing to treat. */
    Optional<String> apply(String name, EntryKind kind, Random random) {
        List<String> words =
                new ArrayList<>(List.of(name.replace(",", "").strip().split("\\s+")));
        return switch (this) {
            case AS_LISTED -> Optional.of(name);
            case TYPO -> typo(words, random);
            case OTHER_ORDER -> {
                if (words.size() < 2) {
                    yield Optional.empty();
                }
                Collections.rotate(words, 1 + random.nextInt(words.size() - 1));
                yield Optional.of(String.join(" ", words));
            }
            case WITHOUT_MIDDLE_NAME -> withoutMiddle(name, kind);
            case WITHOUT_MARKS_AND_SPACES -> {
                if (words.size() < 2) {
                    yield Optional.empty();
                }
                int at = random.nextInt(words.size() - 1);
                words.set(at, words.get(at) + words.remove(at + 1));
                yield Optional.of(String.join(" ", words).replaceAll("[-'.]", ""));
            }
            case OTHER_ROMANISATION -> romanised(String.join(" ", words).toLowerCase(java.util.Locale.ROOT));
        };
    }

    /** Of a person: the last given name where the list writes the surname first, else the second name. */
    private static Optional<String> withoutMiddle(String name, EntryKind kind) {
        int comma = name.indexOf(',');
        List<String> given =
                new ArrayList<>(List.of(name.substring(comma + 1).strip().split("\\s+")));
        if (kind != EntryKind.PERSON || given.size() < (comma < 0 ? 3 : 2)) {
            return Optional.empty();
        }
        given.remove(comma < 0 ? 1 : given.size() - 1);
        return Optional.of(name.substring(0, comma + 1) + " " + String.join(" ", given));
    }

    private static Optional<String> typo(List<String> words, Random random) {
        List<Integer> mistypable = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).length() >= SHORTEST_MISTYPED
                    && words.get(i).chars().allMatch(Character::isLetter)) {
                mistypable.add(i);
            }
        }
        if (mistypable.isEmpty()) {
            return Optional.empty();
        }
        int which = mistypable.get(random.nextInt(mistypable.size()));
        StringBuilder word = new StringBuilder(words.get(which));
        int at = 1 + random.nextInt(word.length() - 2);
        char letter = (char) ('a' + random.nextInt(26));
        switch (random.nextInt(4)) {
            case 0 -> word.deleteCharAt(at);
            case 1 -> word.insert(at, letter);
            case 2 -> word.setCharAt(at, letter);
            default -> {
                char next = word.charAt(at + 1);
                word.setCharAt(at + 1, word.charAt(at));
                word.setCharAt(at, next);
            }
        }
        words.set(which, word.toString());
        return Optional.of(String.join(" ", words));
    }

    /** As another office would have written it. */
    private static Optional<String> romanised(String name) {
        String other = name.replace("kh", "h")
                .replace("ou", "u")
                .replace("oo", "u")
                .replace("ee", "i")
                .replace("mohammed", "muhammad")
                .replace("iy", "y")
                .replace("ei", "ey")
                .replace("ya", "ia")
                .replace("q", "k")
                .replace("ck", "k")
                .replace("ph", "f")
                .replace("w", "v")
                .replace("dj", "j");
        return other.equals(name) ? Optional.empty() : Optional.of(other);
    }
}
