// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.NameToken.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name cut into words that can be compared; prepared once, compared often.
 *
 * @param text as it was written
 * @param transliterated whether it was written in other letters than Latin ones
 * @param tokens in order, without legal forms
 * @param legalForms the classes of legal forms the name has
 * @param joined all counting words written together, as they sound
 * @param sorted the same in alphabetical order
 * @param acronym the first letters of the words, particles left out; empty for fewer than three words and for persons
 */
record PreparedName(
        String text,
        EntryKind kind,
        boolean transliterated,
        List<NameToken> tokens,
        Set<String> legalForms,
        String joined,
        String sorted,
        String acronym) {
    /** More words are no name; the rest is left out, which bounds the time of a comparison. */
    static final int MOST_WORDS = 24;

    private static final Pattern DOTTED = Pattern.compile("(?<![\\p{L}\\p{N}])(\\p{L})\\.\\s?(?=\\p{L}(?:\\.|\\b))");
    private static final Pattern WRITTEN_TOGETHER = Pattern.compile("(?<=[a-z]{3})(?=[A-Z][a-zA-Z])");
    private static final Pattern FORM_WRITTEN_ON = Pattern.compile("(?<=[a-z]{4})(?=(?:ltda?|limited|gmbh|llc)\\b)");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern DIGIT_INSIDE = Pattern.compile("[a-z]+[0-9][a-z0-9]*[a-z]|[a-z]*[0-9][a-z]{2,}");
    private static final Pattern ORDINAL = Pattern.compile("[0-9]+(?:st|nd|rd|th)");
    private static final String LOOK_ALIKE_DIGITS = "oizeasgtbg";

    PreparedName {
        tokens = List.copyOf(tokens);
        legalForms = Set.copyOf(legalForms);
    }

    static PreparedName of(String text, EntryKind kind) {
        boolean consonantal = LatinText.consonantal(text);
        String latin = LatinText.of(text.length() > 1000 ? text.substring(0, 1000) : text);
        latin = WRITTEN_TOGETHER.matcher(latin).replaceAll(" ");
        latin = DOTTED.matcher(latin).replaceAll("$1").toLowerCase(Locale.ROOT);
        if (kind != EntryKind.PERSON) {
            latin = FORM_WRITTEN_ON.matcher(latin).replaceAll(" ");
        }
        latin = latin.replace("&", " and ").replace("+", " and ");
        List<String> words = new ArrayList<>();
        for (String word : NO_WORD.split(latin)) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(consonantal && word.startsWith("al") && word.length() > 4 ? word.substring(2) : word);
            }
        }
        LegalForms.Split split = LegalForms.split(words, kind);
        List<String> plain = new ArrayList<>();
        for (String word : split.words()) {
            plain.addAll(kind == EntryKind.PERSON ? List.of(word) : WordClasses.writtenOut(word));
        }
        List<NameToken> tokens = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            tokens.add(token(plain.get(i), kind, consonantal, i, plain.size()));
        }
        if (tokens.stream().noneMatch(NameToken::counts)) {
            tokens.replaceAll(token -> NameToken.of(token.text(), token.consonantal(), Role.WORD, token.position()));
        }
        return new PreparedName(
                text,
                kind,
                LatinText.foreign(text),
                tokens,
                split.classes(),
                joined(tokens, false),
                joined(tokens, true),
                kind == EntryKind.PERSON ? "" : acronym(tokens));
    }

    private static NameToken token(String word, EntryKind kind, boolean consonantal, int position, int words) {
        String text = word;
        String number = kind == EntryKind.PERSON ? word : WordClasses.number(word);
        if (ORDINAL.matcher(number).matches()) {
            number = number.substring(0, number.length() - 2);
        }
        if (number.chars().allMatch(Character::isDigit)) {
            return NameToken.of(number, consonantal, Role.NUMBER, position);
        }
        if (DIGIT_INSIDE.matcher(text).matches() && text.length() > 2) {
            text = lettersForDigits(text);
        }
        Role role = Role.WORD;
        if (text.length() == 1) {
            role = WordClasses.particle(text) && kind == EntryKind.ENTITY ? Role.PARTICLE : Role.INITIAL;
        } else if (WordClasses.particle(text)) {
            role = Role.PARTICLE;
        } else if (words > 1 && kind != EntryKind.ENTITY && WordClasses.title(text)) {
            role = Role.TITLE;
        }
        return NameToken.of(text, consonantal, role, position);
    }

    private static String lettersForDigits(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= '0' && c <= '9' ? LOOK_ALIKE_DIGITS.charAt(c - '0') : c);
        }
        return out.toString();
    }

    private static String joined(List<NameToken> tokens, boolean sorted) {
        Stream<String> words = tokens.stream().filter(NameToken::counts).map(NameToken::text);
        return SoundForm.folded((sorted ? words.sorted() : words).collect(Collectors.joining()));
    }

    private static String acronym(List<NameToken> tokens) {
        StringBuilder acronym = new StringBuilder();
        for (NameToken token : tokens) {
            if (token.role() == Role.WORD) {
                acronym.append(token.text().charAt(0));
            }
        }
        return acronym.length() < 3 ? "" : acronym.toString();
    }
}
