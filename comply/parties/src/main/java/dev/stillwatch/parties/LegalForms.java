// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Legal forms of firms in many languages, by class: forms of one class are the same form. */
final class LegalForms {
    private static final LegalForms ALL = new LegalForms(WordList.lines("legal-forms.txt"));
    private static final int SURE_LENGTH = 3;
    /** Words this long that are two letters from a legal form are that form. */
    private static final int LONG_FORM = 12;

    private final Map<String, String> anywhere = new HashMap<>();
    private final Map<String, String> atEnds = new HashMap<>();
    private final Set<Integer> lengths = new HashSet<>();

    /** The words that are left, and the classes of the forms that were taken out. */
    record Split(List<String> words, Set<String> classes) {}

    private LegalForms(List<String> lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            boolean ends = line.charAt(colon - 1) == '?';
            String name = line.substring(0, ends ? colon - 1 : colon);
            String rest = line.substring(colon + 1).strip();
            String[] forms = rest.contains(",") ? rest.split(",") : rest.split("\\s+");
            for (String form : forms) {
                String words = form.strip();
                (ends ? atEnds : anywhere).put(words, name);
                lengths.add(words.split(" ").length);
            }
        }
    }

    /** Takes legal forms out; if nothing else were left, nothing is taken. Persons have only those that nobody is called. */
    static Split split(List<String> words, EntryKind kind) {
        return ALL.without(words, kind);
    }

    private @Nullable String misspelt(String word) {
        for (Map.Entry<String, String> form : anywhere.entrySet()) {
            if (form.getKey().length() >= LONG_FORM
                    && Math.abs(form.getKey().length() - word.length()) <= 2
                    && EditDistance.plain(form.getKey(), word) <= 2) {
                return form.getValue();
            }
        }
        return null;
    }

    private Split without(List<String> words, EntryKind kind) {
        List<String> left = new ArrayList<>();
        Set<String> classes = new TreeSet<>();
        int at = 0;
        while (at < words.size()) {
            int taken = 0;
            for (int length = Math.min(6, words.size() - at); length > 0 && taken == 0; length--) {
                if (!lengths.contains(length)) {
                    continue;
                }
                String form = String.join(" ", words.subList(at, at + length));
                boolean end = at == 0 || at + length == words.size();
                String found = anywhere.get(form);
                if (found == null && length == 1 && form.length() >= LONG_FORM) {
                    found = misspelt(form);
                }
                if (found == null && end && kind != EntryKind.PERSON) {
                    found = atEnds.get(form);
                }
                if (found != null && (kind != EntryKind.PERSON || form.length() >= SURE_LENGTH)) {
                    classes.add(found);
                    taken = length;
                }
            }
            if (taken == 0) {
                left.add(words.get(at));
                taken = 1;
            }
            at += taken;
        }
        return left.isEmpty() ? new Split(words, Set.of()) : new Split(left, classes);
    }
}
