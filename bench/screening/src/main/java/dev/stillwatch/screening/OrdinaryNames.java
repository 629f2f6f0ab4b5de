// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import dev.stillwatch.parties.EntryKind;
import dev.stillwatch.parties.ScreeningQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Names as customers have them: four in five are persons', of all languages alike, the others firms'. */
final class OrdinaryNames {
    private static final double PERSONS = 0.8;
    private static final double MIDDLE_NAME = 0.3;

    private final Map<String, Map<String, List<String>>> words = new LinkedHashMap<>();

    OrdinaryNames() {
        try (InputStream in = OrdinaryNames.class.getResourceAsStream("ordinary-names.txt")) {
            if (in == null) {
                throw new IllegalStateException("ordinary-names.txt is missing");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    int space = line.indexOf(' ');
                    int colon = line.indexOf(':');
                    words.computeIfAbsent(line.substring(0, space), _ -> new HashMap<>())
                            .put(
                                    line.substring(space + 1, colon),
                                    List.of(line.substring(colon + 1).strip().split(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ScreeningQuery> make(int count, long seed) {
        Random random = new Random(seed);
        List<String> languages =
                words.keySet().stream().filter(name -> !name.equals("firm")).toList();
        List<ScreeningQuery> made = new ArrayList<>();
        while (made.size() < count) {
            made.add(
                    random.nextDouble() < PERSONS
                            ? person(languages.get(random.nextInt(languages.size())), random)
                            : firm(random));
        }
        return made;
    }

    private ScreeningQuery person(String language, Random random) {
        String name = one(language, "given", random);
        if (random.nextDouble() < MIDDLE_NAME) {
            name += " " + one(language, "given", random);
        }
        name += " " + one(language, "surname", random);
        // In Spanish everyone has two.
        if (language.equals("es")) {
            name += " " + one(language, "surname", random);
        }
        return ScreeningQuery.of(name, EntryKind.PERSON);
    }

    private ScreeningQuery firm(Random random) {
        String name = one("firm", "first", random) + " " + one("firm", "middle", random);
        if (random.nextBoolean()) {
            name += " " + one("firm", "last", random);
        }
        return ScreeningQuery.of(name + " " + one("firm", "form", random), EntryKind.ENTITY);
    }

    private String one(String language, String part, Random random) {
        List<String> choice = words.getOrDefault(language, Map.of()).getOrDefault(part, List.of());
        return choice.get(random.nextInt(choice.size()));
    }
}
